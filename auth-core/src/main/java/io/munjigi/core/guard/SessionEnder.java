package io.munjigi.core.guard;

import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Sessions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions: first in the store, then on this node, then the others are told. Once a method returns, no token of theirs is good here,
 * and none is anywhere within a second or so.
 *
 * <p>Safe for use by many threads. Every method throws an {@link io.munjigi.core.model.AuthException} with {@code UNAVAILABLE} where the
 * store cannot be reached.
 */
public final class SessionEnder {

    private final Sessions sessions;
    private final RevocationMirror mirror;

    public SessionEnder(Sessions sessions, RevocationMirror mirror) {
        this.sessions = sessions;
        this.mirror = mirror;
    }

    /** Ends a session of a user; false if the user has no such session. */
    public boolean end(UserId userId, SessionId id) {
        Optional<Revocation> news = sessions.end(userId, id);
        news.ifPresent(each -> mirror.tell(List.of(each)));
        return news.isPresent();
    }

    /** Ends all sessions of a user but one, which may be null, and logins that are under way. */
    public void endAll(UserId userId, @Nullable SessionId kept) {
        mirror.tell(sessions.endAll(userId, kept));
    }
}
