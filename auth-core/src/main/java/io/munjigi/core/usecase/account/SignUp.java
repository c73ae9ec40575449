package io.munjigi.core.usecase.account;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.Enrolment;
import io.munjigi.core.guard.LoginGuard;
import io.munjigi.core.guard.RateLimits;
import io.munjigi.core.guard.RateLimits.Act;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody makes an account of their own. Whether the address is free is decided by the store when the account is added, so of many who race
 * for one address one gets it.
 *
 * <p>Safe for use by many threads.
 */
public final class SignUp {

    private static final Set<Role> ROLES = Set.of(Role.USER);

    private final boolean open;
    private final RateLimits limits;
    private final LoginGuard loginGuard;
    private final Enrolment enrolment;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public SignUp(boolean open, RateLimits limits, LoginGuard loginGuard, Enrolment enrolment, AuditTrail audit) {
        this.open = open;
        this.limits = limits;
        this.loginGuard = loginGuard;
        this.enrolment = enrolment;
        this.audit = audit;
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
     *     AuthError#EMAIL_TAKEN}; {@link AuthError#TOO_MANY_ATTEMPTS}; {@link AuthError#TOO_BUSY}; {@link AuthError#UNAVAILABLE}. In every case nothing has changed.
     */
    public User handle(Command command) {
        if (!open) {
            throw new AuthException(AuthError.SIGN_UP_CLOSED);
        }
        Enrolment.Candidate candidate = new Enrolment.Candidate(command.email(), command.password(), ROLES);
        List<Fault> faults = enrolment.faults(candidate);
        if (command.password() == null) {
            faults.add(new Fault("password", Fault.Code.REQUIRED));
        }
        if (!faults.isEmpty()) {
            throw AuthException.invalid(faults);
        }
        EmailKey email = EmailKey.of(Objects.requireNonNull(command.email()));
        limits.admit(Act.SIGN_UP, loginGuard.nameOf(email), command.origin());
        AuditTrail.Draft draft = audit.of(Kind.SIGN_UP, command.origin());
        try {
            User user = enrolment.enrol(candidate, false, draft::byAndOn);
            // What was guessed at before there was an account is nothing to its owner.
            loginGuard.forgetIfPossible(email);
            return user;
        } catch (AuthException refused) {
            if (refused.error() == AuthError.EMAIL_TAKEN) {
                draft.onUnknown(email).recordRefused();
            }
            throw refused;
        }
    }
}
