package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AccountChanger;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;

/**
 * The end of somebody's account, and of everything that hangs on it.
 *
 * <p>Safe for use by many threads.
 */
public final class DeleteUser {

    private final Users users;
    private final AccountChanger changer;
    private final AccessControl accessControl;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public DeleteUser(Users users, AccountChanger changer, AccessControl accessControl, AuditTrail audit) {
        this.users = users;
        this.changer = changer;
        this.accessControl = accessControl;
        this.audit = audit;
    }

    /**
     * A deletion.
     *
     * @param actor who asks for it
     * @param user whose account
     * @param origin where the call came from
     */
    public record Command(Actor actor, UserId user, Origin origin) {}

    /**
     * Deletes it; its address is free again. In the audit trail a pseudonym is left of it: its id.
     *
     * @throws AuthException with {@code FORBIDDEN}, also if the account may do what the actor may not; {@code USER_NOT_FOUND}; {@code
     *     LAST_ADMINISTRATOR}; {@code UNAVAILABLE}, also if it is changed at the same time. In every case nothing has changed.
     */
    public void handle(Command command) {
        accessControl.require(command.actor(), Permission.USERS_WRITE, command.origin());
        Credentials credentials =
                users.findCredentials(command.user()).orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
        User user = credentials.user();
        accessControl.requireCover(command.actor(), Permission.USERS_WRITE, user.roles(), user.id(), command.origin());
        changer.change(
                user.id(),
                new AccountChange.Removal(credentials.version()),
                audit.of(Kind.ACCOUNT_DELETION, command.origin())
                        .by(command.actor())
                        .on(user.id()),
                AuthError.UNAVAILABLE);
    }
}
