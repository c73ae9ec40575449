package io.munjigi.crypto;

import java.util.Optional;

/**
 * Takes stored hashes of one kind, or of a few, apart.
 *
 * <p>Safe for use by many threads.
 */
@FunctionalInterface
interface HashReader {

    /**
     * Takes a stored hash apart, at no cost worth mentioning.
     *
     * @return empty if it is of another kind or malformed; one that asks too much is read, and {@linkplain StoredHash#isTooCostly() says so}
     */
    Optional<? extends StoredHash> read(String encoded);
}
