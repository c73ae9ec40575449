package io.munjigi.crypto;

import io.munjigi.core.port.Randomness;
import io.munjigi.crypto.Argon2Hash.Variant;
import io.munjigi.crypto.Argon2Hash.Work;
import java.util.Base64;
import java.util.List;

/** Makes Argon2id hashes as PHC strings, at OWASP's row of 19 MiB and two passes. */
final class Argon2Scheme implements HashScheme {

    private static final Work WORK = new Work(19_456, 2, 1);
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;

    /** What OWASP's Password Storage Cheat Sheet holds to be equally strong. Ours is one of them. */
    private static final List<Work> EQUALLY_STRONG =
            List.of(new Work(47_104, 1, 1), WORK, new Work(12_288, 3, 1), new Work(9_216, 4, 1), new Work(7_168, 5, 1));

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private final Randomness randomness;

    Argon2Scheme(Randomness randomness) {
        this.randomness = randomness;
    }

    @Override
    public String hash(byte[] password) {
        byte[] salt = randomness.bytes(SALT_BYTES);
        byte[] tag = Argon2.fastest().tag(Variant.CURRENT, WORK, salt, password, TAG_BYTES);
        return "$argon2id$v=19$m=" + WORK.memoryKib() + ",t=" + WORK.passes() + ",p=" + WORK.lanes() + "$"
                + ENCODER.encodeToString(salt) + "$" + ENCODER.encodeToString(tag);
    }

    @Override
    public long costMicros() {
        return WORK.micros();
    }

    @Override
    public int maxPasswordBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isStrong(String encoded) {
        return Argon2Hash.PHC.read(encoded).filter(Argon2Scheme::isStrong).isPresent();
    }

    /**
     * Strong is Argon2id 1.3 with no less salt and tag than ours, and with at least the memory and at least the passes of one of the equally
     * strong rows. Lanes do not count: they divide the work, not its sum.
     */
    private static boolean isStrong(Argon2Hash hash) {
        return !hash.isTooCostly()
                && hash.variant().equals(Variant.CURRENT)
                && hash.saltBytes() >= SALT_BYTES
                && hash.tagBytes() >= TAG_BYTES
                && EQUALLY_STRONG.stream()
                        .anyMatch(row -> hash.work().memoryKib() >= row.memoryKib()
                                && hash.work().passes() >= row.passes());
    }
}
