package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.PasswordCheck;
import io.munjigi.core.guard.PasswordCheck.Verdict;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.port.Users;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address and a password become a session and its tokens. Whatever is wrong, the answer and its cost are the same.
 *
 * <p>Safe for use by many threads.
 */
public final class Login {

    private final Users users;
    private final PasswordCheck passwordCheck;
    private final SessionIssuer sessionIssuer;

    /** Wired by {@code AuthBuilder}. */
    public Login(Users users, PasswordCheck passwordCheck, SessionIssuer sessionIssuer) {
        this.users = users;
        this.passwordCheck = passwordCheck;
        this.sessionIssuer = sessionIssuer;
    }

    /**
     * A login.
     *
     * @param email whatever was typed as address
     * @param password whatever was typed as password
     * @param origin where the call came from; kept with the session
     */
    public record Command(String email, Password password, Origin origin) {}

    /**
     * Opens a session.
     *
     * @throws AuthException with {@link AuthError#INVALID_CREDENTIALS} for every reason that lies in the account or what was typed; {@link
     *     AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case no session was opened.
     */
    public SessionTokens handle(Command command) {
        Optional<Credentials> found = users.findCredentials(EmailKey.of(command.email()));
        Verdict verdict = passwordCheck.check(found.orElse(null), command.password(), command.origin());
        if (!verdict.matches()) {
            throw new AuthException(AuthError.INVALID_CREDENTIALS);
        }
        Credentials credentials = found.orElseThrow();
        upgradeHash(credentials, verdict.replacement());
        return sessionIssuer
                .open(credentials, command.origin())
                .orElseThrow(() -> new AuthException(AuthError.INVALID_CREDENTIALS));
    }

    /** A stored hash that has changed meanwhile belongs to another password: it stays. */
    private void upgradeHash(Credentials credentials, @Nullable PasswordHash replacement) {
        PasswordHash stored = credentials.passwordHash();
        if (stored != null && replacement != null) {
            users.replacePasswordHash(credentials.user().id(), stored, replacement);
        }
    }
}
