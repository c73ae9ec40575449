package io.munjigi.core.port;

import io.munjigi.core.model.SealedBytes;

/**
 * The random keys that the house makes once and keeps for ever, sealed, one for each purpose.
 *
 * <p>Safe for use by many threads and many nodes. Throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached. What was kept survives the process.
 */
public interface SealedSecrets {

    /**
     * Keeps the candidate if nothing is kept for the purpose yet. Of several who ask at once, by whatever node, all get the same answer.
     *
     * @param purpose 1 to 64 characters of {@code a-z} and {@code -}
     * @return what is kept for the purpose: the candidate, or what was there before
     */
    SealedBytes keep(String purpose, SealedBytes candidate);
}
