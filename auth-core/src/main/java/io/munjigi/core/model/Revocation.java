package io.munjigi.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * News that access tokens issued before do not carry, and that every node must hold against them as long as one of them could be good.
 *
 * @param of what it is about
 * @param id names the session or the user; for the signing keys, this news only
 * @param until no access token that it concerns is good after this
 */
public record Revocation(Of of, UUID id, Instant until) {

    /**
     * For so long after {@code until} it is to be known all the same: tokens are judged by the clocks of nodes, which may be two minutes
     * behind the clock that this is judged by, and with some leeway.
     */
    public static final Duration TOLERANCE = Duration.ofMinutes(2).plus(AccessClaims.LEEWAY);

    /** What news can be about. */
    public enum Of {
        /** A session has ended: its tokens are refused. */
        SESSION,
        /** A user's roles or state have changed: tokens no longer say what is true, so the store is asked. */
        USER,
        /** The signing keys have changed: they are read again. */
        SIGNING_KEYS
    }

    /** News of a session that has ended. */
    public static Revocation ofSession(SessionId id, Instant until) {
        return new Revocation(Of.SESSION, id.value(), until);
    }

    /** News of a user whose tokens say no longer what is true. */
    public static Revocation ofUser(UserId id, Instant until) {
        return new Revocation(Of.USER, id.value(), until);
    }
}
