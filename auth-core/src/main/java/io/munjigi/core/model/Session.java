package io.munjigi.core.model;

import java.time.Instant;

/**
 * A session as it is stored. The store's clock set all its times but {@code accessExpiresAt}.
 *
 * @param id its name
 * @param userId whose it is
 * @param generation how often its refresh token was rotated; 0 at first
 * @param secretDigest SHA-256 of the secret bytes in its refresh tokens
 * @param createdAt when it was opened
 * @param lastUsedAt when it was last refreshed, or opened
 * @param idleExpiresAt when it ends if it is not refreshed before
 * @param expiresAt when it ends whatever happens
 * @param accessExpiresAt the latest {@code exp} of an access token issued for it
 * @param origin where it was opened from; without the request's id, which is not kept
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
        Origin origin) {}
