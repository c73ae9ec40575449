package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.LoginGuard;
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
 * Wrong passwords for an account are forgotten: it takes passwords from every device again, without a wait.
 *
 * <p>Safe for use by many threads.
 */
public final class UnlockUser {

    private final Users users;
    private final LoginGuard loginGuard;
    private final AccessControl accessControl;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public UnlockUser(Users users, LoginGuard loginGuard, AccessControl accessControl, AuditTrail audit) {
        this.users = users;
        this.loginGuard = loginGuard;
        this.accessControl = accessControl;
        this.audit = audit;
    }

    /**
     * An unlocking.
     *
     * @param actor who asks for it
     * @param user whose account
     * @param origin where the call came from
     */
    public record Command(Actor actor, UserId user, Origin origin) {}

    /**
     * Forgets them.
     *
     * @return whether there were any
     * @throws AuthException with {@code FORBIDDEN}, also if the account may do what the actor may not; {@code USER_NOT_FOUND}; {@code
     *     UNAVAILABLE}
     */
    public boolean handle(Command command) {
        accessControl.require(command.actor(), Permission.USERS_WRITE, command.origin());
        User user = users.find(command.user()).orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
        accessControl.requireCover(command.actor(), Permission.USERS_WRITE, user.roles(), user.id(), command.origin());
        boolean any = loginGuard.forget(user.email().key());
        if (any) {
            audit.of(Kind.ACCOUNT_UNLOCKING, command.origin())
                    .by(command.actor())
                    .on(user.id())
                    .recordDone();
        }
        return any;
    }
}
