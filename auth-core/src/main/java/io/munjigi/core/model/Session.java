package io.munjigi.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A session as it is stored. The store's clock set all its times but {@code accessExpiresAt}.
 *
 * @param id its name
 * @param userId whose it is
 * @param generation how often its refresh token was rotated; 0 at first
 * @param secretDigest SHA-256 of the secret bytes in its refresh tokens
 * @param createdAt when it was opened
 * @param lastUsedAt when its refresh token was last rotated, or it was opened
 * @param idleExpiresAt when it ends if it is not refreshed before
 * @param expiresAt when it ends whatever happens
 * @param accessExpiresAt no access token issued for it expires after this
 * @param origin where it was opened from; without the request's id, which is not kept
 * @param roles what its user may be, when it was read; unmodifiable, in order of name
 * @param readAt when it was read
 */
public record Session(
        SessionId id,
        UserId userId,
        int generation,
        SecretDigest secretDigest,
        Instant createdAt,
        Instant lastUsedAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        Instant accessExpiresAt,
        Origin origin,
        SortedSet<Role> roles,
        Instant readAt) {

    public Session {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** When it ends if it is not used again. */
    public Instant endsAt() {
        return idleExpiresAt.isBefore(expiresAt) ? idleExpiresAt : expiresAt;
    }
}
