package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.NUMBER;
import static io.munjigi.crypto.HashForm.number;
import static io.munjigi.crypto.HashForm.require;
import static io.munjigi.crypto.HashForm.unpaddedBase64;

import java.security.MessageDigest;
import java.util.regex.Matcher;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A hash by Argon2 (RFC 9106): Argon2id, Argon2i or Argon2d in version 1.3 or 1.0. */
final class Argon2Hash implements StoredHash {

    /** As a PHC string, which had no version before there were two. */
    static final HashForm<Argon2Hash> PHC = new HashForm<>(
            "\\$argon2(?<type>id|i|d)(?:\\$v=(?<version>16|19))?\\$m=(?<memory>" + NUMBER + "),t=(?<passes>" + NUMBER
                    + "),p=(?<lanes>" + NUMBER + ")\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<tag>[A-Za-z0-9+/]+)",
            Argon2Hash::ofPhc);

    private static final long MOST_MEMORY_KIB = 262_144;
    private static final long MOST_PASSES = 10;
    private static final long MOST_LANES = 16;

    /** Measured with Bouncy Castle 1.87: 25 ms for 19,456 KiB and two passes. */
    private static final double MICROS_PER_KIB_AND_PASS = 0.65;

    private final Variant variant;
    private final Work work;
    private final byte[] salt;
    private final byte[] tag;

    /**
     * Takes one.
     *
     * @throws IllegalArgumentException if RFC 9106, 3.1 rules it out, or salt and tag are not of 8 to 64 and 12 to 64 bytes
     */
    Argon2Hash(Variant variant, Work work, byte[] salt, byte[] tag) {
        require(salt.length >= 8 && salt.length <= 64 && tag.length >= 12 && tag.length <= 64);
        this.variant = variant;
        this.work = work;
        this.salt = salt;
        this.tag = tag;
    }

    /**
     * Which Argon2 it is, in the numbers of the reference implementation, which are Bouncy Castle's too.
     *
     * @param type {@code id}, {@code i} or {@code d}
     * @param version 0x13 or 0x10
     */
    record Variant(int type, int version) {

        static final Variant CURRENT = new Variant(Argon2Parameters.ARGON2_id, Argon2Parameters.ARGON2_VERSION_13);

        static Variant of(String type, boolean version13) {
            int number = switch (type) {
                case "id" -> Argon2Parameters.ARGON2_id;
                case "i" -> Argon2Parameters.ARGON2_i;
                case "d" -> Argon2Parameters.ARGON2_d;
                default -> throw new IllegalArgumentException("no such Argon2");
            };
            return new Variant(
                    number, version13 ? Argon2Parameters.ARGON2_VERSION_13 : Argon2Parameters.ARGON2_VERSION_10);
        }
    }

    /** How much it is to compute. RFC 9106, 3.1 asks for eight blocks of a KiB in each lane. */
    record Work(long memoryKib, long passes, long lanes) {

        Work {
            require(lanes >= 1 && passes >= 1 && memoryKib / 8 >= lanes);
        }

        /** About how long it takes. */
        long micros() {
            return Math.round(MICROS_PER_KIB_AND_PASS * memoryKib * passes);
        }
    }

    private static Argon2Hash ofPhc(Matcher form) {
        return new Argon2Hash(
                Variant.of(form.group("type"), "19".equals(form.group("version"))),
                new Work(number(form, "memory"), number(form, "passes"), number(form, "lanes")),
                unpaddedBase64(form.group("salt")),
                unpaddedBase64(form.group("tag")));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(tag, Argon2.fastest().tag(variant, work, salt, password, tag.length));
    }

    @Override
    public long costMicros() {
        return work.micros();
    }

    @Override
    public boolean isTooCostly() {
        return work.memoryKib() > MOST_MEMORY_KIB || work.passes() > MOST_PASSES || work.lanes() > MOST_LANES;
    }

    Variant variant() {
        return variant;
    }

    Work work() {
        return work;
    }

    int saltBytes() {
        return salt.length;
    }

    int tagBytes() {
        return tag.length;
    }
}
