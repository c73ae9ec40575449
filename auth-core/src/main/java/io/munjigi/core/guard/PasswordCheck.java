package io.munjigi.core.guard;

import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.User;
import io.munjigi.core.port.PasswordHasher;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Weighs a typed password against a stored hash, on one path for every kind of failure: each costs at least one hash of the current
 * parameters, whether there is no account, no password, a disabled account, a broken hash or a wrong password. Where the stored hash is a
 * current one, as it is from the first login on, each costs exactly that, so that the time tells nothing; one that is dearer takes longer,
 * and one that is cheaper is made up for by a whole hash.
 *
 * <p>Safe for use by many threads.
 */
public final class PasswordCheck {

    private static final System.Logger LOG = System.getLogger(PasswordCheck.class.getName());

    private static final Password DECOY = Password.of("decoy");

    private final PasswordHasher hasher;
    private final HashingThreads threads;

    public PasswordCheck(PasswordHasher hasher, HashingThreads threads) {
        this.hasher = hasher;
        this.threads = threads;
    }

    /**
     * What came of it.
     *
     * @param matches whether the password is right
     * @param replacement a current hash of a right password whose stored hash is weaker or of another kind, otherwise null
     */
    public record Verdict(boolean matches, @Nullable PasswordHash replacement) {

        private static final Verdict WRONG = new Verdict(false, null);
    }

    /**
     * Weighs a password.
     *
     * @param found the account that is to be entered, or null where there is none
     * @param origin where the call came from, for the log
     * @param first whether it goes before those who have proven nothing
     * @throws io.munjigi.core.model.AuthException with {@code TOO_BUSY} if too many wait for a hash already
     */
    public Verdict check(@Nullable Credentials found, Password typed, Origin origin, boolean first) {
        return threads.compute(first, () -> found == null ? wrong() : weigh(found, typed, origin));
    }

    /**
     * Weighs a password and hashes the one that is to follow it, in one turn.
     *
     * @return the new hash, or empty if the password is wrong
     * @throws io.munjigi.core.model.AuthException with {@code TOO_BUSY} if too many wait for a hash already
     */
    public Optional<PasswordHash> checkAndHash(Credentials found, Password typed, Password next, Origin origin) {
        return threads.compute(
                true, () -> weigh(found, typed, origin).matches() ? Optional.of(hasher.hash(next)) : Optional.empty());
    }

    private Verdict weigh(Credentials credentials, Password typed, Origin origin) {
        PasswordHash stored = credentials.passwordHash();
        if (stored == null || !typed.isHashable()) {
            return wrong();
        }
        User user = credentials.user();
        return switch (hasher.verify(typed, stored)) {
            case YES -> user.disabled() ? wrongAfterVerifying(stored) : right(typed, stored);
            case NO -> wrongAfterVerifying(stored);
            case UNREADABLE -> {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "stored password hash is unreadable user={0} request_id={1}",
                        user.id(),
                        origin.requestId());
                yield wrong();
            }
        };
    }

    private Verdict right(Password typed, PasswordHash stored) {
        boolean replace = hasher.needsReplacement(stored) && typed.byteLength() <= hasher.maxPasswordBytes();
        return new Verdict(true, replace ? hasher.hash(typed) : null);
    }

    private Verdict wrongAfterVerifying(PasswordHash stored) {
        return hasher.costsLess(stored) ? wrong() : Verdict.WRONG;
    }

    private Verdict wrong() {
        hasher.hash(DECOY);
        return Verdict.WRONG;
    }
}
