package io.munjigi.core.port;

import io.munjigi.core.model.SealedBytes;
import java.util.Map;

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

    /** All that is kept, by purpose. */
    Map<String, SealedBytes> all();

    /**
     * Puts a new seal of the same secret in the place of an old one.
     *
     * @return false, and nothing is changed, if what is kept is not (or no longer) the expected one
     */
    boolean reseal(String purpose, SealedBytes expected, SealedBytes replacement);
}
