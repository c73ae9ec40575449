package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;

/**
 * One account.
 *
 * <p>Safe for use by many threads.
 */
public final class ReadUser {

    private final Users users;
    private final AccessControl accessControl;

    /** Wired by {@code AuthBuilder}. */
    public ReadUser(Users users, AccessControl accessControl) {
        this.users = users;
        this.accessControl = accessControl;
    }

    /**
     * A question.
     *
     * @param actor who asks
     * @param user whose account
     * @param origin where the call came from
     */
    public record Command(Actor actor, UserId user, Origin origin) {}

    /**
     * The account.
     *
     * @throws AuthException with {@code FORBIDDEN}; {@code USER_NOT_FOUND}; {@code UNAVAILABLE}
     */
    public User handle(Command command) {
        accessControl.require(command.actor(), Permission.USERS_READ, command.origin());
        return users.find(command.user()).orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
    }
}
