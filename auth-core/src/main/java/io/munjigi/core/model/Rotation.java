package io.munjigi.core.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A session's step from one generation of its refresh token to the next.
 *
 * @param id the session
 * @param from the generation that it must have for the step to be taken
 * @param idleTtl how long it lasts unused from now on
 * @param accessExpiresAt no access token issued for it so far, or up to the next step, expires after this
 */
public record Rotation(SessionId id, int from, Duration idleTtl, Instant accessExpiresAt) {}
