package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccountChanger;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.HashingThreads;
import io.munjigi.core.guard.LoginGuard;
import io.munjigi.core.guard.PasswordPolicy;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Users;
import java.util.List;

/**
 * Another password for somebody, or a first one. All their sessions end. For who acts from within only: an administrator who could set
 * passwords could become anybody unseen.
 *
 * <p>Safe for use by many threads.
 */
public final class SetUserPassword {

    private final Users users;
    private final PasswordPolicy passwordPolicy;
    private final HashingThreads hashingThreads;
    private final PasswordHasher hasher;
    private final AccountChanger changer;
    private final LoginGuard loginGuard;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public SetUserPassword(
            Users users,
            PasswordPolicy passwordPolicy,
            HashingThreads hashingThreads,
            PasswordHasher hasher,
            AccountChanger changer,
            LoginGuard loginGuard,
            AuditTrail audit) {
        this.users = users;
        this.passwordPolicy = passwordPolicy;
        this.hashingThreads = hashingThreads;
        this.hasher = hasher;
        this.changer = changer;
        this.loginGuard = loginGuard;
        this.audit = audit;
    }

    /**
     * A change of password.
     *
     * @param insider who asks for it
     * @param user whose
     * @param password as it is to be
     * @param origin where the call came from
     */
    public record Command(Insider insider, UserId user, Password password, Origin origin) {}

    /**
     * Sets it. Wrong passwords before it are forgotten: whoever is given another is to come in with it.
     *
     * @throws AuthException with {@code USER_NOT_FOUND}; {@code INVALID_INPUT} and every fault of the password; {@code TOO_BUSY}; {@code
     *     UNAVAILABLE}, also if the account is changed at the same time. In every case nothing has changed.
     */
    public void handle(Command command) {
        Credentials credentials =
                users.findCredentials(command.user()).orElseThrow(() -> new AuthException(AuthError.USER_NOT_FOUND));
        User user = credentials.user();
        List<Fault> faults = passwordPolicy.faults("password", command.password(), user.email());
        if (!faults.isEmpty()) {
            throw AuthException.invalid(faults);
        }
        PasswordHash hash = hashingThreads.compute(true, () -> hasher.hash(command.password()));
        changer.change(
                user.id(),
                new AccountChange.NewPassword(credentials.version(), hash, null),
                audit.of(Kind.PASSWORD_RESET, command.origin())
                        .by(command.insider())
                        .on(user.id()),
                AuthError.UNAVAILABLE);
        loginGuard.forgetIfPossible(user.email().key());
    }
}
