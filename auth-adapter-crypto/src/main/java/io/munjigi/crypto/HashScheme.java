package io.munjigi.crypto;

import java.util.Optional;

/**
 * One kind of password hash, with the parameters that it makes hashes by now. Passwords are given as UTF-8.
 *
 * <p>Safe for use by many threads.
 */
interface HashScheme {

    /** A hash by the current parameters and a fresh salt, in its encoded form. */
    String hash(byte[] password);

    /** About how long {@link #hash} takes. */
    long costMicros();

    /** The longest password that is hashed whole, in bytes. */
    int maxPasswordBytes();

    /**
     * Takes a stored hash apart, at no cost worth mentioning.
     *
     * @return empty if it is of another kind, malformed, or asks for more time or memory than any honest hash
     */
    Optional<StoredHash> read(String encoded);

    /** A stored hash with its own parameters, which alone it is verified by. */
    interface StoredHash {

        /** Whether it was made of this password. Compares in constant time. */
        boolean matches(byte[] password);

        /** Whether it is weaker than what its scheme makes now. */
        boolean isWeak();

        /** About how long {@link #matches} takes. */
        long costMicros();
    }
}
