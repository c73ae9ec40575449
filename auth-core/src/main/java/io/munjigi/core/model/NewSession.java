package io.munjigi.core.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A session about to be opened. Its times are given as durations, because the store's clock, which all nodes share, sets them.
 *
 * @param id its name
 * @param userId whose it is
 * @param userVersion the version the account had when its password was read; the session is refused if it has moved since
 * @param secretDigest SHA-256 of the secret bytes in the session's refresh tokens
 * @param idleTtl how long it lasts unused
 * @param maxTtl how long it lasts at most
 * @param accessExpiresAt when the first access token issued for it expires
 * @param origin where the login came from
 */
public record NewSession(
        SessionId id,
        UserId userId,
        long userVersion,
        SecretDigest secretDigest,
        Duration idleTtl,
        Duration maxTtl,
        Instant accessExpiresAt,
        Origin origin) {}
