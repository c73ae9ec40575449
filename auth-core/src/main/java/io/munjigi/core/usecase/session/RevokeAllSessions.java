package io.munjigi.core.usecase.session;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Principal;

/**
 * Logout everywhere: all of the caller's sessions end, on every node, and logins that are under way come to nothing.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeAllSessions {

    private final SessionEnder sessionEnder;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public RevokeAllSessions(SessionEnder sessionEnder, AuditTrail audit) {
        this.sessionEnder = sessionEnder;
        this.audit = audit;
    }

    /**
     * The end of sessions.
     *
     * @param caller whose
     * @param exceptCurrent whether the one in which the caller calls stays
     * @param origin where the call came from
     */
    public record Command(Principal caller, boolean exceptCurrent, Origin origin) {}

    /**
     * Ends them.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}
     */
    public void handle(Command command) {
        Principal caller = command.caller();
        AuditTrail.Draft draft = audit.of(Kind.SESSION_REVOCATION, command.origin())
                .byAndOn(caller.userId())
                .saying(command.exceptCurrent() ? "all sessions but one" : "all sessions");
        sessionEnder.endAll(caller.userId(), command.exceptCurrent() ? caller.sessionId() : null, draft);
    }
}
