package io.munjigi.core.port;

import io.munjigi.core.model.SigningKey;
import java.time.Instant;

/**
 * Makes keys that sign access tokens.
 *
 * <p>Safe for use by many threads.
 */
public interface SigningKeyMaker {

    /**
     * A new key, its private part sealed for {@link SigningKey#sealedFor()}. Takes about a second.
     *
     * @param number its place in the sequence of keys
     * @param createdAt what time it is, in whole milliseconds
     * @param signsFrom from when on it is to sign, in whole milliseconds
     */
    SigningKey make(int number, Instant createdAt, Instant signsFrom);
}
