package io.munjigi.core.usecase.session;

import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.Principal;

/**
 * Logout everywhere: all of the caller's sessions end, on every node, and logins that are under way come to nothing.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeAllSessions {

    private final SessionEnder sessionEnder;

    /** Wired by {@code AuthBuilder}. */
    public RevokeAllSessions(SessionEnder sessionEnder) {
        this.sessionEnder = sessionEnder;
    }

    /**
     * The end of sessions.
     *
     * @param caller whose
     * @param exceptCurrent whether the one in which the caller calls stays
     */
    public record Command(Principal caller, boolean exceptCurrent) {}

    /**
     * Ends them.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}
     */
    public void handle(Command command) {
        Principal caller = command.caller();
        sessionEnder.endAll(caller.userId(), command.exceptCurrent() ? caller.sessionId() : null);
    }
}
