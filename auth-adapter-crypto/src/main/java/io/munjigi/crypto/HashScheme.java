package io.munjigi.crypto;

/**
 * One kind of password hash that new hashes are made of, with the parameters for it. Passwords are given as UTF-8.
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

    /** Whether a stored hash is of this kind and no weaker than what is made now. */
    boolean isStrong(String encoded);
}
