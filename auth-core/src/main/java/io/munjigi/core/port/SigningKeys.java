package io.munjigi.core.port;

import io.munjigi.core.model.SigningKey;
import java.util.List;

/**
 * The keys that sign access tokens, numbered without gaps.
 *
 * <p>Safe for use by many threads and many nodes. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached. What a method has acknowledged survives the process.
 */
public interface SigningKeys {

    /** All keys, the first first. */
    List<SigningKey> all();

    /**
     * Appends a key. Of several that are appended at once with the same number, by whatever node, one is.
     *
     * @return false, and nothing is changed, if there is a key with its number already
     */
    boolean append(SigningKey key);
}
