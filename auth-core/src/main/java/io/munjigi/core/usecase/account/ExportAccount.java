package io.munjigi.core.usecase.account;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.User;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Users;
import java.util.List;

/**
 * All that is stored about the caller but secrets and hashes (GDPR, articles 15 and 20).
 *
 * <p>Safe for use by many threads.
 */
public final class ExportAccount {

    private final Users users;
    private final Sessions sessions;

    /** Wired by {@code AuthBuilder}. */
    public ExportAccount(Users users, Sessions sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    /**
     * What is stored.
     *
     * @param user the account
     * @param sessions its sessions that are alive, the newest first; unmodifiable
     */
    public record Export(User user, List<Session> sessions) {

        public Export {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * Reads it.
     *
     * @throws AuthException with {@link AuthError#INVALID_TOKEN} if the account is gone or disabled since the token was issued; {@link
     *     AuthError#UNAVAILABLE}
     */
    public Export handle(Principal caller) {
        User user = users.find(caller.userId())
                .filter(account -> !account.disabled())
                .orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
        return new Export(user, sessions.ofUser(user.id()));
    }
}
