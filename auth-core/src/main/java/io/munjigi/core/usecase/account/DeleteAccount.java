package io.munjigi.core.usecase.account;

import io.munjigi.core.guard.AccountChanger;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.LoginGuard;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.port.Users;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of one's own account, and of everything that hangs on it.
 *
 * <p>Safe for use by many threads.
 */
public final class DeleteAccount {

    private final Users users;
    private final LoginGuard loginGuard;
    private final AccountChanger changer;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public DeleteAccount(Users users, LoginGuard loginGuard, AccountChanger changer, AuditTrail audit) {
        this.users = users;
        this.loginGuard = loginGuard;
        this.changer = changer;
        this.audit = audit;
    }

    /**
     * A deletion.
     *
     * @param caller whose
     * @param password the account's, or null where none was given
     * @param origin where the call came from
     */
    public record Command(Principal caller, @Nullable Password password, Origin origin) {}

    /**
     * Deletes the account; its address is free again. In the audit trail a pseudonym is left of it: its id.
     *
     * @throws AuthException with {@link AuthError#INVALID_INPUT} without a password; {@link AuthError#WRONG_PASSWORD}, also if a change of
     *     password was faster; {@link AuthError#LAST_ADMINISTRATOR}; {@link AuthError#INVALID_TOKEN} if the account is gone or
     *     disabled since the token was issued; {@link AuthError#TOO_MANY_ATTEMPTS}; {@link AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case nothing has changed.
     */
    public void handle(Command command) {
        Principal caller = command.caller();
        Password password = command.password();
        if (password == null) {
            throw AuthException.invalid(List.of(new Fault("password", Fault.Code.REQUIRED)));
        }
        Credentials credentials = users.findCredentials(caller.userId())
                .filter(account -> !account.user().disabled())
                .orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
        AuditTrail.Draft draft =
                audit.of(Kind.ACCOUNT_DELETION, command.origin()).byAndOn(caller.userId());
        LoginGuard.Attempt attempt = loginGuard.ofOwner(caller, credentials, command.origin());
        if (!attempt.weigh(password).matches()) {
            draft.recordRefused();
            throw new AuthException(AuthError.WRONG_PASSWORD);
        }
        changer.change(
                caller.userId(), new AccountChange.Removal(credentials.version()), draft, AuthError.WRONG_PASSWORD);
        attempt.wasRight(caller.userId());
    }
}
