package io.munjigi.core.usecase.admin;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.Enrolment;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An account is made for somebody. Without a password nobody can log in to it until an operator gives it one.
 *
 * <p>Safe for use by many threads.
 */
public final class CreateUser {

    private static final Set<Role> ORDINARY = Set.of(Role.USER);

    private final Enrolment enrolment;
    private final AccessControl accessControl;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public CreateUser(Enrolment enrolment, AccessControl accessControl, AuditTrail audit) {
        this.enrolment = enrolment;
        this.accessControl = accessControl;
        this.audit = audit;
    }

    /**
     * A new account.
     *
     * @param actor who makes it
     * @param email the address as typed, or null where there is none
     * @param password the password, or null for an account without one
     * @param roles all that it has, or null where they cannot be made out; unmodifiable
     * @param origin where the call came from
     */
    public record Command(
            Actor actor,
            @Nullable String email,
            @Nullable Password password,
            @Nullable Set<Role> roles,
            Origin origin) {

        public Command {
            roles = roles == null ? null : Set.copyOf(roles);
        }
    }

    /**
     * Makes the account.
     *
     * @throws AuthException with {@code FORBIDDEN}, also if a role allows what the actor may not do; {@code INVALID_INPUT} and every fault
     *     there is; {@code EMAIL_TAKEN}; {@code TOO_BUSY}; {@code UNAVAILABLE}. In every case nothing has changed.
     */
    public User handle(Command command) {
        Actor actor = command.actor();
        accessControl.require(actor, Permission.USERS_WRITE, command.origin());
        Set<Role> roles = command.roles();
        Enrolment.Candidate candidate =
                new Enrolment.Candidate(command.email(), command.password(), roles == null ? Set.of() : roles);
        List<Fault> faults = enrolment.faults(candidate);
        if (roles == null || !accessControl.know(roles)) {
            faults.add(new Fault("roles", roles == null ? Fault.Code.REQUIRED : Fault.Code.UNKNOWN_ROLE));
        }
        if (roles == null || !faults.isEmpty()) {
            throw AuthException.invalid(faults);
        }
        if (!roles.equals(ORDINARY)) {
            accessControl.require(actor, Permission.ROLES_WRITE, command.origin());
        }
        accessControl.requireCover(actor, Permission.ROLES_WRITE, roles, null, command.origin());
        String names = roles.stream().sorted().map(Role::name).collect(Collectors.joining(" "));
        AuditTrail.Draft draft =
                audit.of(Kind.ACCOUNT_CREATION, command.origin()).by(actor).saying("roles " + names);
        return enrolment.enrol(candidate, true, draft::on);
    }
}
