package io.munjigi.core.guard;

import io.munjigi.core.guard.DeviceTokens.Device;
import io.munjigi.core.guard.PasswordCheck.Verdict;
import io.munjigi.core.guard.RateLimits.Act;
import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.LimitKind;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.PasswordAttempts.Turn;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.port.Users;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every weighing of a password. Wrong ones in a row slow down the next, and have an end: for a device that has signed in
 * before and for a session, at a few of its own; for all others together, at the most that an account takes. So nobody can guess for long,
 * and nobody who guesses can shut the owner out. An address without an account is counted like any other.
 *
 * <p>Each attempt is counted before it is made, and the count is stored: many at once, or a restart, make no more of them.
 *
 * <p>Safe for use by many threads.
 */
public final class LoginGuard {

    private static final System.Logger LOG = System.getLogger(LoginGuard.class.getName());

    private final ThrottleRules rules;
    private final Users users;
    private final PasswordCheck passwordCheck;
    private final PasswordAttempts attempts;
    private final AttemptKeys keys;
    private final DeviceTokens devices;
    private final RateLimits limits;
    private final StuffingDetector detector;
    private final AuditTrail audit;

    public LoginGuard(
            ThrottleRules rules,
            Users users,
            PasswordCheck passwordCheck,
            PasswordAttempts attempts,
            Throttle throttle,
            AttemptKeys keys,
            DeviceTokens devices,
            RateLimits limits,
            AuditTrail audit) {
        this.rules = rules;
        this.users = users;
        this.passwordCheck = passwordCheck;
        this.attempts = attempts;
        this.keys = keys;
        this.devices = devices;
        this.limits = limits;
        this.detector = new StuffingDetector(throttle, limits, attempts, audit);
        this.audit = audit;
    }

    /**
     * Lets somebody try who wants to come in.
     *
     * @param deviceToken whatever was given as one, or null
     * @throws AuthException with {@code TOO_MANY_ATTEMPTS}; {@code UNAVAILABLE}
     */
    public Attempt ofStranger(EmailKey email, @Nullable String deviceToken, Origin origin) {
        AttemptKey address = keys.ofAddress(email);
        Device device = devices.read(deviceToken).orElse(null);
        if (device == null) {
            limits.admit(Act.LOGIN, address.name(), origin);
        } else {
            limits.admitDevicesOf(device.user());
        }
        Credentials found = users.findCredentials(email).orElse(null);
        if (device != null) {
            Attempt attempt = isOf(device, found) ? ofDevice(device, email, found, origin) : null;
            if (attempt != null) {
                return attempt;
            }
            // Another account's, or one that has been wrong too often: no better than any other.
            limits.admit(Act.LOGIN, address.name(), origin);
        }
        Turn turn = given(attempts.take(address, rules.account()));
        return new Attempt(email, found, turn, List.of(address), address, null, origin);
    }

    /**
     * All devices of an account together have no more than the account has, or whoever once knew the password could have kept any number.
     *
     * @return null if there is none left for it
     */
    private @Nullable Attempt ofDevice(Device device, EmailKey email, @Nullable Credentials found, Origin origin) {
        AttemptKey all = keys.ofDevices(device.user());
        if (!attempts.take(all, rules.account().withoutWaits()).isGiven()) {
            return null;
        }
        AttemptKey one = keys.ofDevice(device.id());
        Turn turn = attempts.take(one, rules.device());
        if (!turn.isGiven()) {
            attempts.giveBack(all);
            if (turn.number() >= rules.device().most()) {
                return null;
            }
        }
        return new Attempt(email, found, given(turn), List.of(one, all), keys.ofAddress(email), device, origin);
    }

    private static boolean isOf(Device device, @Nullable Credentials found) {
        return found != null && device.user().equals(found.user().id());
    }

    /**
     * Lets somebody try who is signed in and gives the password again. What others do to the account does not concern them.
     *
     * @throws AuthException with {@code TOO_MANY_ATTEMPTS}; {@code UNAVAILABLE}
     */
    public Attempt ofOwner(Principal caller, Credentials account, Origin origin) {
        limits.admit(Act.PASSWORD_CHANGE, caller.sessionId().toString(), origin);
        EmailKey email = account.user().email().key();
        AttemptKey session = keys.ofSession(caller.sessionId());
        Turn turn = given(attempts.take(session, rules.device()));
        return new Attempt(email, account, turn, List.of(session), keys.ofAddress(email), null, origin);
    }

    private Turn given(Turn turn) {
        limits.count(LimitKind.WRONG_PASSWORDS, turn.isGiven());
        if (!turn.isGiven()) {
            throw AuthException.tooManyAttempts(turn.pause());
        }
        return turn;
    }

    /**
     * Takes passwords for an account from every device again.
     *
     * @return whether any had been wrong
     */
    public boolean forget(EmailKey email) {
        return attempts.forget(List.of(keys.ofAddress(email)));
    }

    /** The same after something that was done, and stays done if this cannot be. */
    public void forgetIfPossible(EmailKey email) {
        forgetIfPossible(List.of(keys.ofAddress(email)));
    }

    private void forgetIfPossible(List<AttemptKey> forgiven) {
        try {
            attempts.forget(forgiven);
        } catch (AuthException unavailable) {
            LOG.log(System.Logger.Level.WARNING, "wrong passwords before a right one cannot be forgotten", unavailable);
        }
    }

    /** What stands for an address where others may read it. */
    public String nameOf(EmailKey email) {
        return keys.ofAddress(email).name();
    }

    /** One attempt, which has been let. For use by one thread. */
    public final class Attempt {

        private final EmailKey email;
        private final @Nullable Credentials found;
        private final Turn turn;
        private final List<AttemptKey> counted;
        private final AttemptKey address;
        private final @Nullable Device device;
        private final Origin origin;

        private Attempt(
                EmailKey email,
                @Nullable Credentials found,
                Turn turn,
                List<AttemptKey> counted,
                AttemptKey address,
                @Nullable Device device,
                Origin origin) {
            this.email = email;
            this.found = found;
            this.turn = turn;
            this.counted = counted;
            this.address = address;
            this.device = device;
            this.origin = origin;
        }

        /** The account, or null where there is none. */
        public @Nullable Credentials found() {
            return found;
        }

        /**
         * Weighs the password.
         *
         * @throws AuthException with {@code TOO_BUSY}, and then it does not count
         */
        public Verdict weigh(Password typed) {
            Verdict verdict = weighing(check -> check.check(found, typed, origin, isKnown()));
            if (!verdict.matches()) {
                wasWrong();
            }
            return verdict;
        }

        /**
         * Weighs the password and hashes the one that is to follow it.
         *
         * @return the new hash, or empty if the password is wrong
         * @throws AuthException with {@code TOO_BUSY}, and then it does not count
         */
        public Optional<PasswordHash> weighAndHash(Credentials account, Password typed, Password next) {
            Optional<PasswordHash> hash = weighing(check -> check.checkAndHash(account, typed, next, origin));
            if (hash.isEmpty()) {
                wasWrong();
            }
            return hash;
        }

        private <T> T weighing(Function<PasswordCheck, T> weighing) {
            try {
                return weighing.apply(passwordCheck);
            } catch (RuntimeException | Error notWeighed) {
                counted.forEach(attempts::giveBack);
                throw notWeighed;
            }
        }

        private boolean isKnown() {
            return !counted.contains(address);
        }

        private void wasWrong() {
            if (isKnown()) {
                return;
            }
            UnaryOperator<AuditTrail.Draft> subject = draft -> found == null
                    ? draft.onUnknown(email)
                    : draft.on(found.user().id());
            if (turn.number() == rules.account().most()) {
                subject.apply(audit.of(Kind.ACCOUNT_LOCKING, origin)).recordDone();
            }
            detector.wrongPassword(address, origin, subject);
        }

        /**
         * It was right, and what it was for was done: the wrong ones before it are forgotten.
         *
         * @return the token of the device that it came from
         */
        public String wasRight(UserId user) {
            forgetIfPossible(Stream.concat(counted.stream(), Stream.of(address))
                    .distinct()
                    .toList());
            return devices.mint(device == null ? devices.enrol(user) : devices.renewed(device));
        }
    }
}
