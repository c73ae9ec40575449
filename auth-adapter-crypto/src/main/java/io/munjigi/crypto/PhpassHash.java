package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.require;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.regex.Matcher;

/**
 * A portable hash by phpass, which older WordPress ({@code $P$}) and phpBB ({@code $H$}) make: MD5 over the last digest and the password,
 * again and again.
 */
record PhpassHash(int logRounds, String salt, String tag) implements StoredHash {

    private static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The last character has two bits left to say. */
    static final HashForm<PhpassHash> PORTABLE = new HashForm<>(
            "\\$[PH]\\$(?<rounds>[./0-9A-Za-z])(?<salt>[./0-9A-Za-z]{8})(?<tag>[./0-9A-Za-z]{21}[./01])",
            PhpassHash::of);

    /** What phpass itself allows. */
    private static final int LEAST_LOG_ROUNDS = 7;

    private static final int MOST_LOG_ROUNDS = 30;

    /** Each round reads the whole password: 1.5 µs for the longest, so almost two seconds in all. */
    private static final int HONEST_LOG_ROUNDS = 20;

    /** Measured on JDK 17, for a password of at most 39 bytes. */
    private static final double MICROS_PER_ROUND = 0.12;

    private static final int DIGEST_BYTES = 16;

    private static PhpassHash of(Matcher form) {
        int logRounds = ALPHABET.indexOf(form.group("rounds"));
        require(logRounds >= LEAST_LOG_ROUNDS && logRounds <= MOST_LOG_ROUNDS);
        return new PhpassHash(logRounds, form.group("salt"), form.group("tag"));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(
                tag.getBytes(US_ASCII), encode(compute(password)).getBytes(US_ASCII));
    }

    private byte[] compute(byte[] password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(salt.getBytes(US_ASCII));
            byte[] digest = md5.digest(password);
            for (int round = 0; round < 1 << logRounds; round++) {
                md5.update(digest);
                md5.update(password);
                md5.digest(digest, 0, DIGEST_BYTES);
            }
            return digest;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Base64 of its own kind: the first byte of three is the lowest, and so are the first six bits of them. */
    private static String encode(byte[] digest) {
        StringBuilder encoded = new StringBuilder();
        for (int start = 0; start < digest.length; start += 3) {
            int bytes = Math.min(3, digest.length - start);
            int group = 0;
            for (int i = 0; i < bytes; i++) {
                group |= Byte.toUnsignedInt(digest[start + i]) << (Byte.SIZE * i);
            }
            for (int i = 0; i <= bytes; i++) {
                encoded.append(ALPHABET.charAt((group >> (6 * i)) & 63));
            }
        }
        return encoded.toString();
    }

    @Override
    public long costMicros() {
        return Math.round(MICROS_PER_ROUND * (1 << logRounds));
    }

    @Override
    public boolean isTooCostly() {
        return logRounds > HONEST_LOG_ROUNDS;
    }

    @Override
    public String toString() {
        return "PhpassHash[hidden]";
    }
}
