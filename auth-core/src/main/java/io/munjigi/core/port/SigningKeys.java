package io.munjigi.core.port;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.SigningKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens, numbered in the order in which they were made. News of every change but a new seal can be read from
 * {@link Revocations} once the change is acknowledged.
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
     * @param entry is recorded with it, or null for the first one, which nobody asked for
     * @return false, and nothing is changed, if there is a key with its number already
     */
    boolean append(SigningKey key, @Nullable AuditEntry entry);

    /**
     * Removes a key, and appends its successor in the same step where one is given.
     *
     * @param entry is recorded with it, or null for one that has had its time
     * @return false, and nothing is changed, if there is no such key (any more), or the successor's number is taken
     */
    boolean remove(String keyId, @Nullable SigningKey successor, @Nullable AuditEntry entry);

    /**
     * Puts a new seal of the same private part in the place of an old one.
     *
     * @return false, and nothing is changed, if the stored seal is not (or no longer) the expected one
     */
    boolean reseal(String keyId, SealedBytes expected, SealedBytes replacement);
}
