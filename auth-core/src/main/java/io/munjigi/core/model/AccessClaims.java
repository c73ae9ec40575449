package io.munjigi.core.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an access token says. Issuer, audience and client are the token format's own affair.
 *
 * @param subject whose token it is
 * @param sessionId the session it was issued for
 * @param roles the roles the user had when it was issued; unmodifiable
 * @param tokenId names this token ({@code jti})
 * @param issuedAt in whole seconds
 * @param expiresAt in whole seconds, after {@code issuedAt}
 */
public record AccessClaims(
        UserId subject,
        SessionId sessionId,
        SortedSet<Role> roles,
        String tokenId,
        Instant issuedAt,
        Instant expiresAt) {

    /** A token may be taken for less than this after it has expired, since the clocks of nodes differ a little. */
    public static final Duration LEEWAY = Duration.ofSeconds(2);

    /**
     * @throws IllegalArgumentException if the times have fractions of a second, or the token would expire before it was issued
     */
    public AccessClaims {
        if (!isWholeSeconds(issuedAt) || !isWholeSeconds(expiresAt)) {
            throw new IllegalArgumentException("a token's times are whole seconds");
        }
        if (!expiresAt.isAfter(issuedAt)) {
            throw new IllegalArgumentException("a token expires after it was issued");
        }
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** Whether the token has not expired yet, or only a moment ago. */
    public boolean isWithinTime(Instant now) {
        return now.isBefore(expiresAt.plus(LEEWAY));
    }

    /** The same, with other roles. */
    public AccessClaims withRoles(SortedSet<Role> now) {
        return new AccessClaims(subject, sessionId, now, tokenId, issuedAt, expiresAt);
    }

    private static boolean isWholeSeconds(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
