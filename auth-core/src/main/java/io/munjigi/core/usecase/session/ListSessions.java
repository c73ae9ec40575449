package io.munjigi.core.usecase.session;

import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Session;
import io.munjigi.core.port.Sessions;
import java.util.List;

/**
 * Where am I signed in. One query.
 *
 * <p>Safe for use by many threads.
 */
public final class ListSessions {

    private final Sessions sessions;

    /** Wired by {@code AuthBuilder}. */
    public ListSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * The caller's sessions that are alive, the newest first.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}
     */
    public List<Session> handle(Principal caller) {
        return sessions.ofUser(caller.userId());
    }
}
