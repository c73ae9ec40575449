package io.munjigi.core.port;

/**
 * Where secrets and ids come from. Must be unpredictable: {@link java.security.SecureRandom}, but in tests.
 *
 * <p>Safe for use by many threads.
 */
@FunctionalInterface
public interface Randomness {

    /** So many random bytes, in a fresh array. */
    byte[] bytes(int count);
}
