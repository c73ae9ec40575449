package io.munjigi.core.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 of a random secret, which is what a database keeps instead of the secret. Immutable; equality takes the same time wherever
 * two differ.
 */
public final class SecretDigest {

    private static final int LENGTH = 32;

    private final byte[] bytes;

    private SecretDigest(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a digest has 32 bytes");
        }
        this.bytes = bytes;
    }

    /** The digest of a secret. */
    public static SecretDigest of(Secret secret) {
        try {
            return new SecretDigest(MessageDigest.getInstance("SHA-256").digest(secret.reveal()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * The digest that a store holds.
     *
     * @throws IllegalArgumentException if these are not 32 bytes
     */
    public static SecretDigest restore(byte[] stored) {
        return new SecretDigest(stored.clone());
    }

    /** A copy of the 32 bytes, to store. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretDigest that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SecretDigest[hidden]";
    }
}
