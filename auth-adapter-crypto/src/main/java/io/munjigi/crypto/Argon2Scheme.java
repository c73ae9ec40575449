package io.munjigi.crypto;

import io.munjigi.core.port.Randomness;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2 (RFC 9106) as PHC strings, computed by Bouncy Castle. Makes Argon2id at OWASP's row of 19 MiB and two passes; verifies Argon2id,
 * Argon2i and Argon2d in versions 1.3 and 1.0.
 */
final class Argon2Scheme implements HashScheme {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;

    /** KiB to passes: what OWASP's Password Storage Cheat Sheet holds to be equally strong. Ours is one of them. */
    private static final Map<Integer, Integer> EQUALLY_STRONG =
            Map.of(47_104, 1, MEMORY_KIB, PASSES, 12_288, 3, 9_216, 4, 7_168, 5);

    // Beyond these a stored hash is no hash but an attack on our memory and time.
    private static final int MOST_MEMORY_KIB = 262_144;
    private static final int MOST_PASSES = 10;
    private static final int MOST_LANES = 16;

    /** Measured with Bouncy Castle 1.87: 25 ms for 19,456 KiB and two passes. */
    private static final double MICROS_PER_KIB_AND_PASS = 0.65;

    /** Salts of 8 to 64 bytes, tags of 12 to 64. */
    private static final Pattern PHC = Pattern.compile("\\$(?<type>argon2(?:id|i|d))(?:\\$v=(?<version>16|19))?"
            + "\\$m=(?<memory>[1-9][0-9]{0,6}),t=(?<passes>[1-9][0-9]?),p=(?<lanes>[1-9][0-9]?)"
            + "\\$(?<salt>[A-Za-z0-9+/]{11,86})\\$(?<tag>[A-Za-z0-9+/]{16,86})");

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private final Randomness randomness;

    Argon2Scheme(Randomness randomness) {
        this.randomness = randomness;
    }

    @Override
    public String hash(byte[] password) {
        byte[] salt = randomness.bytes(SALT_BYTES);
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(LANES)
                .withSalt(salt)
                .build();
        byte[] tag = compute(parameters, password, TAG_BYTES);
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + ENCODER.encodeToString(salt)
                + "$" + ENCODER.encodeToString(tag);
    }

    @Override
    public long costMicros() {
        return costMicros(MEMORY_KIB, PASSES);
    }

    @Override
    public int maxPasswordBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Optional<StoredHash> read(String encoded) {
        Matcher form = PHC.matcher(encoded);
        if (!form.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(form.group("memory"));
        int passes = Integer.parseInt(form.group("passes"));
        int lanes = Integer.parseInt(form.group("lanes"));
        if (!isSane(memory, passes, lanes)) {
            return Optional.empty();
        }
        try {
            byte[] tag = Base64.getDecoder().decode(form.group("tag"));
            Argon2Parameters parameters = new Argon2Parameters.Builder(type(form.group("type")))
                    .withVersion(version(form.group("version")))
                    .withMemoryAsKB(memory)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(Base64.getDecoder().decode(form.group("salt")))
                    .build();
            return Optional.of(new Argon2Hash(parameters, tag));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** RFC 9106, 3.1 asks for eight blocks in each lane. */
    private static boolean isSane(int memory, int passes, int lanes) {
        return memory >= 8 * lanes && memory <= MOST_MEMORY_KIB && passes <= MOST_PASSES && lanes <= MOST_LANES;
    }

    private static int type(String name) {
        return switch (name) {
            case "argon2d" -> Argon2Parameters.ARGON2_d;
            case "argon2i" -> Argon2Parameters.ARGON2_i;
            default -> Argon2Parameters.ARGON2_id;
        };
    }

    /** PHC strings had no version before there were two. */
    private static int version(@Nullable String number) {
        return "19".equals(number) ? Argon2Parameters.ARGON2_VERSION_13 : Argon2Parameters.ARGON2_VERSION_10;
    }

    private static byte[] compute(Argon2Parameters parameters, byte[] password, int tagBytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] tag = new byte[tagBytes];
        generator.generateBytes(password, tag);
        return tag;
    }

    private static long costMicros(int memoryKib, int passes) {
        return Math.round(MICROS_PER_KIB_AND_PASS * memoryKib * passes);
    }

    private static final class Argon2Hash implements StoredHash {

        private final Argon2Parameters parameters;
        private final byte[] tag;

        Argon2Hash(Argon2Parameters parameters, byte[] tag) {
            this.parameters = parameters;
            this.tag = tag;
        }

        @Override
        public boolean matches(byte[] password) {
            return MessageDigest.isEqual(tag, compute(parameters, password, tag.length));
        }

        /**
         * Strong is Argon2id 1.3 with no less salt and tag than ours, and with at least the memory and at least the passes of one of the
         * equally strong rows. Lanes do not count: they divide the work, not its sum.
         */
        @Override
        public boolean isWeak() {
            return parameters.getType() != Argon2Parameters.ARGON2_id
                    || parameters.getVersion() != Argon2Parameters.ARGON2_VERSION_13
                    || parameters.getSalt().length < SALT_BYTES
                    || tag.length < TAG_BYTES
                    || EQUALLY_STRONG.entrySet().stream()
                            .noneMatch(row -> parameters.getMemory() >= row.getKey()
                                    && parameters.getIterations() >= row.getValue());
        }

        @Override
        public long costMicros() {
            return Argon2Scheme.costMicros(parameters.getMemory(), parameters.getIterations());
        }
    }
}
