package io.munjigi.core.port;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UnsealableException;

/**
 * Seals secrets for the database: encrypted and authenticated under a key that is not in it.
 *
 * <p>Safe for use by many threads.
 */
public interface SecretSealer {

    /**
     * Seals a secret. No two seals are alike, not even of the same secret.
     *
     * @param purpose what the secret is for; it opens for the same purpose only
     */
    SealedBytes seal(Secret secret, String purpose);

    /**
     * Opens what {@link #seal} made.
     *
     * @throws UnsealableException if it was sealed by another key or for another purpose, or was altered
     */
    Secret open(SealedBytes sealed, String purpose);
}
