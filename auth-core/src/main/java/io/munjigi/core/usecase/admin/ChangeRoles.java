package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AccountChanger;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives an account a role, or takes one. It counts from the account's next request on, on every node; no session ends by it.
 *
 * <p>Safe for use by many threads.
 */
public final class ChangeRoles {

    private final Users users;
    private final AccountChanger changer;
    private final AccessControl accessControl;
    private final AuditTrail audit;
    private final Duration newsFor;

    /**
     * Wired by {@code AuthBuilder}.
     *
     * @param newsFor for how long a token that says what was before could be issued still, and be good
     */
    public ChangeRoles(
            Users users, AccountChanger changer, AccessControl accessControl, AuditTrail audit, Duration newsFor) {
        this.users = users;
        this.changer = changer;
        this.accessControl = accessControl;
        this.audit = audit;
        this.newsFor = newsFor;
    }

    /**
     * A change.
     *
     * @param actor who changes it
     * @param user whose account
     * @param role which role
     * @param given whether it is given, or taken
     * @param origin where the call came from
     */
    public record Command(Actor actor, UserId user, Role role, boolean given, Origin origin) {}

    /**
     * Changes it. Nothing is done if it is so already.
     *
     * @throws AuthException with {@code FORBIDDEN}, also if the role or the account may do what the actor may not; {@code INVALID_INPUT}
     *     if there is no such role; {@code USER_NOT_FOUND}; {@code LAST_ADMINISTRATOR}; {@code UNAVAILABLE}. In every
     *     case nothing has changed.
     */
    public void handle(Command command) {
        Actor actor = command.actor();
        Role role = command.role();
        accessControl.require(actor, Permission.ROLES_WRITE, command.origin());
        User user = users.find(command.user()).orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
        // One that is no longer known can still be taken.
        if (!accessControl.know(Set.of(role))
                && (command.given() || !user.roles().contains(role))) {
            throw AuthException.invalid(List.of(new Fault("role", Fault.Code.UNKNOWN_ROLE)));
        }
        Set<Role> concerned = new TreeSet<>(user.roles());
        concerned.add(role);
        accessControl.requireCover(actor, Permission.ROLES_WRITE, concerned, user.id(), command.origin());
        changer.change(
                user.id(),
                command.given() ? new AccountChange.Grant(role, newsFor) : new AccountChange.Withdrawal(role, newsFor),
                audit.of(command.given() ? Kind.ROLE_GRANT : Kind.ROLE_REVOCATION, command.origin())
                        .by(actor)
                        .on(user.id())
                        .saying("role " + role.name()),
                AuthError.USER_NOT_FOUND);
    }
}
