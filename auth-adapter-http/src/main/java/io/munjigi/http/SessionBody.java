package io.munjigi.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session, as the contract shows one.
 *
 * @param current whether it is the one that asks; null, and not shown, where that is not the question
 */
record SessionBody(
        String id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable String userAgent,
        @Nullable String ip,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean current) {

    /** As it is stored. */
    static SessionBody of(Session session) {
        return of(session, null);
    }

    /** As the caller sees it from within a session, this one or another. */
    static SessionBody seenFrom(SessionId calling, Session session) {
        return of(session, session.id().equals(calling));
    }

    private static SessionBody of(Session session, @Nullable Boolean current) {
        return new SessionBody(
                session.id().toString(),
                session.createdAt(),
                session.lastUsedAt(),
                session.endsAt(),
                session.origin().userAgent(),
                session.origin().address(),
                current);
    }
}
