package io.munjigi.core.usecase.account;

import io.munjigi.core.guard.AccountChanger;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.LoginGuard;
import io.munjigi.core.guard.PasswordPolicy;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Principal;
import io.munjigi.core.port.Users;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another password for one's own account. Every other session of it ends, and logins with the old one that are under way come to nothing.
 *
 * <p>Safe for use by many threads.
 */
public final class ChangePassword {

    private final Users users;
    private final PasswordPolicy passwordPolicy;
    private final LoginGuard loginGuard;
    private final AccountChanger changer;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public ChangePassword(
            Users users,
            PasswordPolicy passwordPolicy,
            LoginGuard loginGuard,
            AccountChanger changer,
            AuditTrail audit) {
        this.users = users;
        this.passwordPolicy = passwordPolicy;
        this.loginGuard = loginGuard;
        this.changer = changer;
        this.audit = audit;
    }

    /**
     * A change of password.
     *
     * @param caller whose
     * @param currentPassword the password as it is, or null where none was given
     * @param newPassword the password as it is to be, or null where none was given
     * @param origin where the call came from
     */
    public record Command(
            Principal caller,
            @Nullable Password currentPassword,
            @Nullable Password newPassword,
            Origin origin) {}

    /**
     * Changes it; the caller's session stays.
     *
     * @throws AuthException with {@link AuthError#INVALID_INPUT} and every fault there is; {@link AuthError#WRONG_PASSWORD}, also if
     *     another change was faster; {@link AuthError#INVALID_TOKEN} if the account is gone or disabled since the token was issued; {@link AuthError#TOO_MANY_ATTEMPTS}; {@link
     *     AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case nothing has changed.
     */
    public void handle(Command command) {
        Principal caller = command.caller();
        Credentials credentials = users.findCredentials(caller.userId())
                .filter(account -> !account.user().disabled())
                .orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
        Password current = command.currentPassword();
        Password next = command.newPassword();
        List<Fault> faults = faults(current, next, credentials);
        if (current == null || next == null || !faults.isEmpty()) {
            throw AuthException.invalid(faults);
        }
        AuditTrail.Draft draft =
                audit.of(Kind.PASSWORD_CHANGE, command.origin()).byAndOn(caller.userId());
        LoginGuard.Attempt attempt = loginGuard.ofOwner(caller, credentials, command.origin());
        PasswordHash hash = attempt.weighAndHash(credentials, current, next).orElse(null);
        if (hash == null) {
            draft.recordRefused();
            throw new AuthException(AuthError.WRONG_PASSWORD);
        }
        changer.change(
                caller.userId(),
                new AccountChange.NewPassword(credentials.version(), hash, caller.sessionId()),
                draft,
                AuthError.WRONG_PASSWORD);
        attempt.wasRight(caller.userId());
    }

    private List<Fault> faults(@Nullable Password current, @Nullable Password next, Credentials credentials) {
        List<Fault> faults = new ArrayList<>();
        if (current == null) {
            faults.add(new Fault("currentPassword", Fault.Code.REQUIRED));
        }
        if (next == null) {
            faults.add(new Fault("newPassword", Fault.Code.REQUIRED));
        } else {
            faults.addAll(passwordPolicy.faults(
                    "newPassword", next, credentials.user().email()));
        }
        return faults;
    }
}
