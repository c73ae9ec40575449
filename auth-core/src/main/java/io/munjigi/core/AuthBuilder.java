package io.munjigi.core;

import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditListener;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.Broadcast;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.PasswordBlocklist;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Randomness;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeyMaker;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Stores;
import io.munjigi.core.port.Sweeping;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.Users;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an {@link Auth} together from ports. Stores, hasher, blocklist, tokens and sealer must be given; policy, clock and randomness have
 * the defaults that production wants. For use by one thread.
 */
public final class AuthBuilder {

    @Nullable
    Users users;

    @Nullable
    UserDirectory userDirectory;

    @Nullable
    Sessions sessions;

    @Nullable
    Revocations revocations;

    @Nullable
    AuditLog auditLog;

    @Nullable
    AuditChain auditChain;

    @Nullable
    PasswordAttempts passwordAttempts;

    @Nullable
    Throttle sharedThrottle;

    @Nullable
    Sweeping sweeping;

    @Nullable
    SigningKeys signingKeys;

    @Nullable
    SigningKeyMaker signingKeyMaker;

    @Nullable
    SealedSecrets sealedSecrets;

    @Nullable
    PasswordHasher passwordHasher;

    @Nullable
    PasswordBlocklist passwordBlocklist;

    PasswordBlocklist breachedPasswords = PasswordBlocklist.NONE;

    @Nullable
    AccessTokens accessTokens;

    @Nullable
    SecretSealer secretSealer;

    AuthPolicy policy = AuthPolicy.strict();
    InstantSource clock = Clock.systemUTC();
    Randomness randomness = secureRandomness();
    Broadcast broadcast = Broadcast.NONE;
    AuditListener auditListener = AuditListener.NONE;
    boolean backgroundWork = true;
    BackgroundWork.Pace pace = BackgroundWork.Pace.USUAL;
    final LongSupplier stopwatch = System::nanoTime;

    AuthBuilder() {}

    /** Everything from one database. A store that is given after it takes the place of the database's. */
    public AuthBuilder stores(Stores stores) {
        return users(stores.users())
                .userDirectory(stores.userDirectory())
                .sessions(stores.sessions())
                .auditLog(stores.auditLog())
                .auditChain(stores.auditChain())
                .revocations(stores.revocations())
                .passwordAttempts(stores.passwordAttempts())
                .sweeping(stores.sweeping())
                .signingKeys(stores.signingKeys())
                .sealedSecrets(stores.sealedSecrets());
    }

    /** Where the accounts are. */
    public AuthBuilder users(Users store) {
        this.users = store;
        return this;
    }

    /** The same accounts, many at a time. */
    public AuthBuilder userDirectory(UserDirectory store) {
        this.userDirectory = store;
        return this;
    }

    /** Where the audit trail is: the stores of accounts, sessions, keys and revocations write in it too. */
    public AuthBuilder auditLog(AuditLog store) {
        this.auditLog = store;
        return this;
    }

    /** Where the chain over the audit trail is. */
    public AuthBuilder auditChain(AuditChain store) {
        this.auditChain = store;
        return this;
    }

    /** Where the sessions are. */
    public AuthBuilder sessions(Sessions store) {
        this.sessions = store;
        return this;
    }

    /** Where what was revoked is recorded: by the stores of accounts, sessions and keys. */
    public AuthBuilder revocations(Revocations store) {
        this.revocations = store;
        return this;
    }

    /** Where wrong passwords are counted. */
    public AuthBuilder passwordAttempts(PasswordAttempts store) {
        this.passwordAttempts = store;
        return this;
    }

    /** The limits that nodes share; where nothing is said, each has its own. */
    public AuthBuilder sharedThrottle(Throttle throttle) {
        this.sharedThrottle = throttle;
        return this;
    }

    /** What removes from the stores what has had its time. */
    public AuthBuilder sweeping(Sweeping stores) {
        this.sweeping = stores;
        return this;
    }

    /** Where the keys are that sign access tokens. */
    public AuthBuilder signingKeys(SigningKeys store) {
        this.signingKeys = store;
        return this;
    }

    /** What makes the keys that sign access tokens. Where nothing is said, they cannot be rotated, as with a shared secret. */
    public AuthBuilder signingKeyMaker(SigningKeyMaker maker) {
        this.signingKeyMaker = maker;
        return this;
    }

    /** Where the house's own keys are. */
    public AuthBuilder sealedSecrets(SealedSecrets store) {
        this.sealedSecrets = store;
        return this;
    }

    /** How passwords are hashed. */
    public AuthBuilder passwordHasher(PasswordHasher hasher) {
        this.passwordHasher = hasher;
        return this;
    }

    /** Which passwords are too common. */
    public AuthBuilder passwordBlocklist(PasswordBlocklist blocklist) {
        this.passwordBlocklist = blocklist;
        return this;
    }

    /** Which passwords are known from a breach; none unless it is given. */
    public AuthBuilder breachedPasswords(PasswordBlocklist blocklist) {
        this.breachedPasswords = blocklist;
        return this;
    }

    /** What access tokens are. */
    public AuthBuilder accessTokens(AccessTokens tokens) {
        this.accessTokens = tokens;
        return this;
    }

    /** What seals the house's own keys. */
    public AuthBuilder secretSealer(SecretSealer sealer) {
        this.secretSealer = sealer;
        return this;
    }

    /** What the house holds its users to; {@link AuthPolicy#strict()} where nothing is said. */
    public AuthBuilder policy(AuthPolicy rules) {
        this.policy = rules;
        return this;
    }

    /** What time it is; the system's clock where nothing is said. */
    public AuthBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** Where secrets and ids come from; {@link SecureRandom} where nothing is said. */
    public AuthBuilder randomness(Randomness source) {
        this.randomness = source;
        return this;
    }

    /** How other nodes hear at once of what was revoked; by nothing but the store, within a second or so, where nothing is said. */
    public AuthBuilder broadcast(Broadcast means) {
        this.broadcast = means;
        return this;
    }

    /** Who hears of every event of the audit trail, once it was committed; nobody where nothing is said. */
    public AuthBuilder auditListener(AuditListener listener) {
        this.auditListener = listener;
        return this;
    }

    /**
     * Without threads of its own: no node but this one ends sessions, keys are rotated by whoever calls for it, nothing is
     * removed, the audit trail is sealed by other nodes, and its listener hears of events on the thread that causes them. For tests, and for
     * tools that do one thing and end.
     */
    public AuthBuilder withoutBackgroundWork() {
        this.backgroundWork = false;
        return this;
    }

    /** With threads of its own, at another pace: for tests, which do not wait for a minute. */
    AuthBuilder withBackgroundWorkAt(BackgroundWork.Pace another) {
        this.backgroundWork = true;
        this.pace = another;
        return this;
    }

    /**
     * Puts it together, and makes or opens the house's own keys.
     *
     * @throws IllegalStateException if a part is missing; the message names it
     * @throws io.munjigi.core.model.UnsealableException if the keys in the store were sealed under another master secret
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if the store cannot be reached
     */
    public Auth build() {
        return new Assembly(this).auth();
    }

    private static Randomness secureRandomness() {
        SecureRandom random = new SecureRandom();
        return count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }
}
