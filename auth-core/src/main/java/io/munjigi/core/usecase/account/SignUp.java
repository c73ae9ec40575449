package io.munjigi.core.usecase.account;

import io.munjigi.core.guard.HashingThreads;
import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.guard.PasswordPolicy;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Users;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody makes an account of their own. Whether the address is free is decided by the store when the account is added, so of many who race
 * for one address one gets it.
 *
 * <p>Safe for use by many threads.
 */
public final class SignUp {

    private final boolean open;
    private final PasswordPolicy passwordPolicy;
    private final HashingThreads hashingThreads;
    private final PasswordHasher hasher;
    private final Users users;
    private final Identifiers identifiers;
    private final InstantSource clock;

    /** Wired by {@code AuthBuilder}. */
    public SignUp(
            boolean open,
            PasswordPolicy passwordPolicy,
            HashingThreads hashingThreads,
            PasswordHasher hasher,
            Users users,
            Identifiers identifiers,
            InstantSource clock) {
        this.open = open;
        this.passwordPolicy = passwordPolicy;
        this.hashingThreads = hashingThreads;
        this.hasher = hasher;
        this.users = users;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    /**
     * A sign-up.
     *
     * @param email the address as typed, or null where there is none
     * @param password the password, or null where there is none
     * @param origin where the call came from
     */
    public record Command(@Nullable String email, @Nullable Password password, Origin origin) {}

    /**
     * Makes the account, with the role {@link Role#USER}.
     *
     * @throws AuthException with {@link AuthError#SIGN_UP_CLOSED}; {@link AuthError#INVALID_INPUT} and every fault there is; {@link
     *     AuthError#EMAIL_TAKEN}; {@link AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case nothing has changed.
     */
    public User handle(Command command) {
        if (!open) {
            throw new AuthException(AuthError.SIGN_UP_CLOSED);
        }
        Optional<EmailAddress> email = Optional.ofNullable(command.email()).flatMap(EmailAddress::parse);
        Password password = command.password();
        List<Fault> faults = faults(command, email.orElse(null));
        if (email.isEmpty() || password == null || !faults.isEmpty()) {
            throw AuthException.invalid(faults);
        }
        PasswordHash hash = hashingThreads.compute(() -> hasher.hash(password));
        User user = new User(
                new UserId(identifiers.next()),
                email.get(),
                false,
                new TreeSet<>(Set.of(Role.USER)),
                false,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!users.add(user, hash)) {
            throw new AuthException(AuthError.EMAIL_TAKEN);
        }
        return user;
    }

    private List<Fault> faults(Command command, @Nullable EmailAddress email) {
        List<Fault> faults = new ArrayList<>();
        if (command.email() == null) {
            faults.add(new Fault("email", Fault.Code.REQUIRED));
        } else if (email == null) {
            faults.add(new Fault("email", Fault.Code.INVALID_EMAIL));
        }
        if (command.password() == null) {
            faults.add(new Fault("password", Fault.Code.REQUIRED));
        } else {
            faults.addAll(passwordPolicy.faults("password", command.password(), email));
        }
        return faults;
    }
}
