package io.munjigi.core.usecase.account;

import io.munjigi.core.guard.PasswordCheck;
import io.munjigi.core.guard.RevocationMirror;
import io.munjigi.core.model.AccountChange;
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
    private final PasswordCheck passwordCheck;
    private final RevocationMirror revocations;

    /** Wired by {@code AuthBuilder}. */
    public DeleteAccount(Users users, PasswordCheck passwordCheck, RevocationMirror revocations) {
        this.users = users;
        this.passwordCheck = passwordCheck;
        this.revocations = revocations;
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
     * Deletes the account; its address is free again.
     *
     * @throws AuthException with {@link AuthError#INVALID_INPUT} without a password; {@link AuthError#WRONG_PASSWORD}, also if a change of
     *     password was faster; {@link AuthError#INVALID_TOKEN} if the account is gone or disabled since the token was issued; {@link
     *     AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case nothing has changed.
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
        if (!passwordCheck.check(credentials, password, command.origin()).matches()) {
            throw new AuthException(AuthError.WRONG_PASSWORD);
        }
        revocations.tell(users.change(caller.userId(), new AccountChange.Removal(credentials.version()))
                .orElseThrow(() -> new AuthException(AuthError.WRONG_PASSWORD)));
    }
}
