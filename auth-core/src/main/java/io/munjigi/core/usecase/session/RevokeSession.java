package io.munjigi.core.usecase.session;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;

/**
 * One of the caller's sessions ends, on every node.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeSession {

    private final SessionEnder sessionEnder;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public RevokeSession(SessionEnder sessionEnder, AuditTrail audit) {
        this.sessionEnder = sessionEnder;
        this.audit = audit;
    }

    /**
     * The end of a session.
     *
     * @param caller whose
     * @param sessionId which
     * @param origin where the call came from
     */
    public record Command(Principal caller, SessionId sessionId, Origin origin) {}

    /**
     * Ends it.
     *
     * @throws AuthException with {@link AuthError#SESSION_NOT_FOUND} if it is none of the caller's; {@link AuthError#UNAVAILABLE}
     */
    public void handle(Command command) {
        UserId caller = command.caller().userId();
        AuditTrail.Draft draft = audit.of(Kind.SESSION_REVOCATION, command.origin())
                .byAndOn(caller)
                .saying("session " + command.sessionId());
        if (!sessionEnder.end(caller, command.sessionId(), draft)) {
            throw new AuthException(AuthError.SESSION_NOT_FOUND);
        }
    }
}
