package io.munjigi.core.usecase.account;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.User;
import io.munjigi.core.port.Users;

/**
 * Who am I: the caller's own account, as it is now. One query.
 *
 * <p>Safe for use by many threads.
 */
public final class CurrentUser {

    private final Users users;

    /** Wired by {@code AuthBuilder}. */
    public CurrentUser(Users users) {
        this.users = users;
    }

    /**
     * The caller's account.
     *
     * @throws AuthException with {@link AuthError#INVALID_TOKEN} if it is gone or disabled since the token was issued; {@link
     *     AuthError#UNAVAILABLE}
     */
    public User handle(Principal caller) {
        return users.find(caller.userId())
                .filter(user -> !user.disabled())
                .orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
    }
}
