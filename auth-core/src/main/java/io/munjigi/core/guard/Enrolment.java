package io.munjigi.core.guard;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Fault;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes accounts. Whether the address is free is decided by the store when the account is added, so of many who race for one address one
 * gets it.
 *
 * <p>Safe for use by many threads.
 */
public final class Enrolment {

    private final PasswordPolicy passwordPolicy;
    private final HashingThreads hashingThreads;
    private final PasswordHasher hasher;
    private final Users users;
    private final AuditTrail audit;
    private final Identifiers identifiers;
    private final InstantSource clock;

    public Enrolment(
            PasswordPolicy passwordPolicy,
            HashingThreads hashingThreads,
            PasswordHasher hasher,
            Users users,
            AuditTrail audit,
            Identifiers identifiers,
            InstantSource clock) {
        this.passwordPolicy = passwordPolicy;
        this.hashingThreads = hashingThreads;
        this.hasher = hasher;
        this.users = users;
        this.audit = audit;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    /**
     * Who is to have an account.
     *
     * @param email the address as typed, or null where there is none
     * @param password the password, or null where there is none
     * @param roles all that the account has
     */
    public record Candidate(
            @Nullable String email, @Nullable Password password, Set<Role> roles) {

        public Candidate {
            roles = Set.copyOf(roles);
        }
    }

    /** All that is wrong about a candidate's address and, where there is one, password. */
    public List<Fault> faults(Candidate candidate) {
        List<Fault> faults = new ArrayList<>();
        Optional<EmailAddress> email = address(candidate);
        if (candidate.email() == null) {
            faults.add(new Fault("email", Fault.Code.REQUIRED));
        } else if (email.isEmpty()) {
            faults.add(new Fault("email", Fault.Code.INVALID_EMAIL));
        }
        if (candidate.password() != null) {
            faults.addAll(passwordPolicy.faults("password", candidate.password(), email.orElse(null)));
        }
        return faults;
    }

    /**
     * Makes the account of a candidate about whom nothing is wrong.
     *
     * @param first whether its password is hashed before those of others
     * @param draft what the audit trail says of it, given the account's id
     * @throws AuthException with {@link AuthError#EMAIL_TAKEN}; {@link AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case
     *     nothing has changed.
     */
    public User enrol(Candidate candidate, boolean first, Function<UserId, AuditTrail.Draft> draft) {
        Password password = candidate.password();
        PasswordHash hash = password == null ? null : hashingThreads.compute(first, () -> hasher.hash(password));
        User user = new User(
                new UserId(identifiers.next()),
                address(candidate).orElseThrow(),
                false,
                new TreeSet<>(candidate.roles()),
                false,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        AuditEntry entry = draft.apply(user.id()).done();
        if (!users.add(user, hash, entry)) {
            throw new AuthException(AuthError.EMAIL_TAKEN);
        }
        audit.tell(entry);
        return user;
    }

    private static Optional<EmailAddress> address(Candidate candidate) {
        return Optional.ofNullable(candidate.email()).flatMap(EmailAddress::parse);
    }
}
