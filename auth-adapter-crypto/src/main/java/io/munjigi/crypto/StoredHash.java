package io.munjigi.crypto;

/**
 * A stored hash with its own parameters, which alone it is verified by. Passwords are given as UTF-8.
 *
 * <p>Safe for use by many threads.
 */
interface StoredHash {

    /** Whether it was made of this password. Compares in constant time. Not to be asked of one that is too costly. */
    boolean matches(byte[] password);

    /** About how long {@link #matches} takes for a password of usual length. */
    long costMicros();

    /** Whether {@link #matches} would take more time or memory, for any password, than it does for any honest hash. */
    boolean isTooCostly();
}
