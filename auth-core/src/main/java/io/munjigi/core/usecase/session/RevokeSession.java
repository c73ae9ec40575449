package io.munjigi.core.usecase.session;

import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.SessionId;

/**
 * One of the caller's sessions ends, on every node.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeSession {

    private final SessionEnder sessionEnder;

    /** Wired by {@code AuthBuilder}. */
    public RevokeSession(SessionEnder sessionEnder) {
        this.sessionEnder = sessionEnder;
    }

    /**
     * The end of a session.
     *
     * @param caller whose
     * @param sessionId which
     */
    public record Command(Principal caller, SessionId sessionId) {}

    /**
     * Ends it.
     *
     * @throws AuthException with {@link AuthError#SESSION_NOT_FOUND} if it is none of the caller's; {@link AuthError#UNAVAILABLE}
     */
    public void handle(Command command) {
        if (!sessionEnder.end(command.caller().userId(), command.sessionId())) {
            throw new AuthException(AuthError.SESSION_NOT_FOUND);
        }
    }
}
