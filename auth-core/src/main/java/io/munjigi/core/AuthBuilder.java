package io.munjigi.core;

import io.munjigi.core.guard.HashingThreads;
import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.guard.PasswordCheck;
import io.munjigi.core.guard.PasswordPolicy;
import io.munjigi.core.guard.PurposeKeys;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.PasswordBlocklist;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Randomness;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Stores;
import io.munjigi.core.port.Users;
import io.munjigi.core.usecase.account.CurrentUser;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.keys.PublishedKeys;
import io.munjigi.core.usecase.login.AuthenticateToken;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.SessionIssuer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts an {@link Auth} together from ports. Stores, hasher, blocklist, tokens and sealer must be given; policy, clock and randomness have
 * the defaults that production wants. For use by one thread.
 */
public final class AuthBuilder {

    private @Nullable Users users;
    private @Nullable Sessions sessions;
    private @Nullable SealedSecrets sealedSecrets;
    private @Nullable PasswordHasher passwordHasher;
    private @Nullable PasswordBlocklist passwordBlocklist;
    private @Nullable AccessTokens accessTokens;
    private @Nullable SecretSealer secretSealer;
    private AuthPolicy policy = AuthPolicy.strict();
    private InstantSource clock = Clock.systemUTC();
    private Randomness randomness = secureRandomness();

    AuthBuilder() {}

    /** Everything from one database. A store that is given after it takes the place of the database's. */
    public AuthBuilder stores(Stores stores) {
        return users(stores.users()).sessions(stores.sessions()).sealedSecrets(stores.sealedSecrets());
    }

    /** Where the accounts are. */
    public AuthBuilder users(Users store) {
        this.users = store;
        return this;
    }

    /** Where the sessions are. */
    public AuthBuilder sessions(Sessions store) {
        this.sessions = store;
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

    /**
     * Puts it together, and makes or opens the house's own keys.
     *
     * @throws IllegalStateException if a part is missing; the message names it
     * @throws io.munjigi.core.model.UnsealableException if the keys in the store were sealed under another master secret
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE} if the store cannot be reached
     */
    public Auth build() {
        Users userStore = required(users, "users");
        PasswordHasher hasher = required(passwordHasher, "passwordHasher");
        AccessTokens tokens = required(accessTokens, "accessTokens");
        HashingThreads hashingThreads = new HashingThreads(policy.hashing());
        Identifiers identifiers = new Identifiers(clock, randomness);
        PasswordPolicy passwordPolicy = new PasswordPolicy(
                policy.passwords(), required(passwordBlocklist, "passwordBlocklist"), hasher.maxPasswordBytes());
        SessionIssuer sessionIssuer = new SessionIssuer(
                required(sessions, "sessions"),
                tokens,
                refreshTokenKey(),
                policy.sessions(),
                identifiers,
                randomness,
                clock);
        return new Auth(
                new SignUp(policy.signUpOpen(), passwordPolicy, hashingThreads, hasher, userStore, identifiers, clock),
                new CurrentUser(userStore),
                new Login(userStore, new PasswordCheck(hasher, hashingThreads), sessionIssuer),
                new AuthenticateToken(tokens),
                new PublishedKeys(tokens));
    }

    private Secret refreshTokenKey() {
        return new PurposeKeys(
                        required(sealedSecrets, "sealedSecrets"), required(secretSealer, "secretSealer"), randomness)
                .key(PurposeKeys.REFRESH_TOKENS);
    }

    private static <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException("AuthBuilder needs " + name);
        }
        return part;
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
