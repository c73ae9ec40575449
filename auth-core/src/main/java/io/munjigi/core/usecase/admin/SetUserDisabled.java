package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AccountChanger;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.model.AccountChange;
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
 * Bars an account from coming in, which ends its sessions at once, or lets it in again.
 *
 * <p>Safe for use by many threads.
 */
public final class SetUserDisabled {

    private final Users users;
    private final AccountChanger changer;
    private final AccessControl accessControl;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public SetUserDisabled(Users users, AccountChanger changer, AccessControl accessControl, AuditTrail audit) {
        this.users = users;
        this.changer = changer;
        this.accessControl = accessControl;
        this.audit = audit;
    }

    /**
     * A change.
     *
     * @param actor who changes it
     * @param user whose account
     * @param disabled whether it is to be barred
     * @param origin where the call came from
     */
    public record Command(Actor actor, UserId user, boolean disabled, Origin origin) {}

    /**
     * Changes it.
     *
     * @return the account as it is then
     * @throws AuthException with {@code FORBIDDEN}, also if the account may do what the actor may not; {@code USER_NOT_FOUND}; {@code
     *     LAST_ADMINISTRATOR}; {@code UNAVAILABLE}. In every case nothing has changed.
     */
    public User handle(Command command) {
        accessControl.require(command.actor(), Permission.USERS_WRITE, command.origin());
        User user = find(command.user());
        accessControl.requireCover(command.actor(), Permission.USERS_WRITE, user.roles(), user.id(), command.origin());
        Kind kind = command.disabled() ? Kind.ACCOUNT_DISABLING : Kind.ACCOUNT_ENABLING;
        changer.change(
                user.id(),
                new AccountChange.NewState(command.disabled()),
                audit.of(kind, command.origin()).by(command.actor()).on(user.id()),
                AuthError.USER_NOT_FOUND);
        return find(user.id());
    }

    private User find(UserId id) {
        return users.find(id).orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
    }
}
