package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;

/**
 * All sessions of somebody end, on every node, and logins that are under way come to nothing.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeUserSessions {

    private final Users users;
    private final SessionEnder sessionEnder;
    private final AccessControl accessControl;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public RevokeUserSessions(Users users, SessionEnder sessionEnder, AccessControl accessControl, AuditTrail audit) {
        this.users = users;
        this.sessionEnder = sessionEnder;
        this.accessControl = accessControl;
        this.audit = audit;
    }

    /**
     * A forced logout.
     *
     * @param actor who asks for it
     * @param user whose sessions
     * @param origin where the call came from
     */
    public record Command(Actor actor, UserId user, Origin origin) {}

    /**
     * Ends them.
     *
     * @throws AuthException with {@code FORBIDDEN}, also if the account may do what the actor may not; {@code USER_NOT_FOUND}; {@code
     *     UNAVAILABLE}
     */
    public void handle(Command command) {
        accessControl.require(command.actor(), Permission.USERS_WRITE, command.origin());
        User user = users.find(command.user()).orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
        accessControl.requireCover(command.actor(), Permission.USERS_WRITE, user.roles(), user.id(), command.origin());
        sessionEnder.endAll(
                user.id(),
                null,
                audit.of(Kind.SESSION_REVOCATION, command.origin())
                        .by(command.actor())
                        .on(user.id())
                        .saying("all sessions"));
    }
}
