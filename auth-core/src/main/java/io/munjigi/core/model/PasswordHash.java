package io.munjigi.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A stored password hash in its encoded form, algorithm, parameters and salt included: a PHC string
 * ({@code $argon2id$v=19$m=19456,t=2,p=1$…}) or a modular crypt string ({@code $2b$12$…}), or whatever another
 * system wrote.
 *
 * <p>Hidden from {@code toString}, since whoever has it can try passwords against it. Equality takes the same time wherever two differ.
 */
public final class PasswordHash {

    private final String encoded;

    private PasswordHash(String encoded) {
        this.encoded = encoded;
    }

    /** The hash that a store holds; any text, since a store may hold a broken one. */
    public static PasswordHash of(String encoded) {
        return new PasswordHash(encoded);
    }

    /** The encoded form: the one way out. */
    public String reveal() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that
                && MessageDigest.isEqual(
                        encoded.getBytes(StandardCharsets.UTF_8), that.encoded.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
