package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A hash by PBKDF2 (RFC 8018) with HMAC. Computed by the JDK, which is the quickest and reads characters as UTF-8.
 *
 * <p>By its design HMAC hears a password with NULs at its end as the one without, and takes one that is longer than a block of its digest for
 * the digest of it.
 */
final class Pbkdf2Hash implements StoredHash {

    /** Iterations times blocks of the digest: with SHA-1 6.6 million, with SHA-256 5 million, with SHA-512 2 million. */
    private static final long MOST_MICROS = 2_000_000;

    private final Digest digest;
    private final long iterations;
    private final byte[] salt;
    private final byte[] key;

    /**
     * Takes one.
     *
     * @throws IllegalArgumentException if salt and derived key are not of 1 to 64 and 16 to 64 bytes
     */
    Pbkdf2Hash(Digest digest, long iterations, byte[] salt, byte[] key) {
        require(iterations >= 1 && salt.length >= 1 && salt.length <= 64 && key.length >= 16 && key.length <= 64);
        this.digest = digest;
        this.iterations = iterations;
        this.salt = salt;
        this.key = key;
    }

    /** What HMAC is made with. */
    enum Digest {
        SHA1(20, 0.3),
        SHA256(32, 0.4),
        SHA512(64, 1.0);

        private final int bytes;
        /** Measured on JDK 17: 0.27, 0.37 and 0.96. */
        private final double microsPerIteration;

        Digest(int bytes, double microsPerIteration) {
            this.bytes = bytes;
            this.microsPerIteration = microsPerIteration;
        }

        /**
         * The one that is written so.
         *
         * @throws IllegalArgumentException if there is none
         */
        static Digest named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** How long its values are, and with most tools a derived key. */
        int bytes() {
            return bytes;
        }
    }

    @Override
    public boolean matches(byte[] password) {
        PBEKeySpec derivation = new PBEKeySpec(
                new String(password, UTF_8).toCharArray(), salt, Math.toIntExact(iterations), key.length * Byte.SIZE);
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
                    .generateSecret(derivation)
                    .getEncoded();
            return MessageDigest.isEqual(key, derived);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public long costMicros() {
        return Math.round(micros());
    }

    @Override
    public boolean isTooCostly() {
        return micros() > MOST_MICROS;
    }

    /** Each block of the derived key is computed from the start. */
    private double micros() {
        int blocks = (key.length + digest.bytes - 1) / digest.bytes;
        return digest.microsPerIteration * iterations * blocks;
    }
}
