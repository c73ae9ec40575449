package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.LoginGuard;
import io.munjigi.core.guard.PasswordCheck.Verdict;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;
import org.jspecify.annotations.Nullable;

/**
 * An address and a password become a session and its tokens. Whatever is wrong, the answer and its cost are the same.
 *
 * <p>Safe for use by many threads.
 */
public final class Login {

    private final Users users;
    private final LoginGuard loginGuard;
    private final SessionIssuer sessionIssuer;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public Login(Users users, LoginGuard loginGuard, SessionIssuer sessionIssuer, AuditTrail audit) {
        this.users = users;
        this.loginGuard = loginGuard;
        this.sessionIssuer = sessionIssuer;
        this.audit = audit;
    }

    /**
     * A login.
     *
     * @param email whatever was typed as address
     * @param password whatever was typed as password
     * @param deviceToken what this device was given at its last login, or null
     * @param origin where the call came from; kept with the session
     */
    public record Command(
            String email, Password password, @Nullable String deviceToken, Origin origin) {

        @Override
        public String toString() {
            return "Command[" + origin + ", the rest hidden]";
        }

        /** From a device that is not known. */
        public Command(String email, Password password, Origin origin) {
            this(email, password, null, origin);
        }
    }

    /**
     * What a login brings. Hidden from {@code toString}.
     *
     * @param tokens of the session
     * @param deviceToken says at the next login that this device has signed in to this account before, so that nobody who guesses can shut
     *     it out; opens nothing, and is to be kept as carefully as a refresh token, over logouts too
     */
    public record Result(SessionTokens tokens, String deviceToken) {

        @Override
        public String toString() {
            return "Result[" + tokens.sessionId() + ", tokens hidden]";
        }
    }

    /**
     * Opens a session.
     *
     * @throws AuthException with {@link AuthError#INVALID_CREDENTIALS} for every reason that lies in the account or what was typed; {@link
     *     AuthError#TOO_MANY_ATTEMPTS}, by a count that goes by what was typed and not by whether there is such an account; {@link
     *     AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case no session was opened.
     */
    public Result handle(Command command) {
        EmailKey email = EmailKey.of(command.email());
        LoginGuard.Attempt attempt = loginGuard.ofStranger(email, command.deviceToken(), command.origin());
        Credentials found = attempt.found();
        Verdict verdict = attempt.weigh(command.password());
        AuditTrail.Draft draft = audit.of(Kind.LOGIN, command.origin());
        if (found == null || !verdict.matches()) {
            throw refusal(
                    found == null
                            ? draft.onUnknown(email)
                            : draft.on(found.user().id()));
        }
        upgradeHash(found, verdict.replacement());
        SessionTokens tokens = open(withRolesOfNow(found), command.origin(), draft);
        return new Result(tokens, attempt.wasRight(found.user().id()));
    }

    /** Somebody may have waited long for a hash; news of roles that were changed meanwhile does not last for ever. */
    private Credentials withRolesOfNow(Credentials weighed) {
        User user = users.find(weighed.user().id()).orElse(weighed.user());
        return new Credentials(user, weighed.passwordHash(), weighed.version());
    }

    private SessionTokens open(Credentials credentials, Origin origin, AuditTrail.Draft draft) {
        UserId id = credentials.user().id();
        AuditEntry entry = draft.byAndOn(id).done();
        SessionTokens tokens = sessionIssuer.open(credentials, origin, entry).orElseThrow(() -> refusal(draft.on(id)));
        audit.tell(entry);
        return tokens;
    }

    private static AuthException refusal(AuditTrail.Draft draft) {
        draft.recordRefused();
        return new AuthException(AuthError.INVALID_CREDENTIALS);
    }

    /** A stored hash that has changed meanwhile belongs to another password: it stays. */
    private void upgradeHash(Credentials credentials, @Nullable PasswordHash replacement) {
        PasswordHash stored = credentials.passwordHash();
        if (stored != null && replacement != null) {
            users.replacePasswordHash(credentials.user().id(), stored, replacement);
        }
    }
}
