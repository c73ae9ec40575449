package io.munjigi.core;

import io.munjigi.core.guard.HashingThreads;
import io.munjigi.core.guard.Identifiers;
import io.munjigi.core.guard.PasswordCheck;
import io.munjigi.core.guard.PasswordPolicy;
import io.munjigi.core.guard.PurposeKeys;
import io.munjigi.core.guard.RevocationMirror;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Broadcast;
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
import io.munjigi.core.port.Users;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.CurrentUser;
import io.munjigi.core.usecase.account.DeleteAccount;
import io.munjigi.core.usecase.account.ExportAccount;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.keys.PublishedKeys;
import io.munjigi.core.usecase.keys.ResealKeys;
import io.munjigi.core.usecase.keys.RevokeSigningKey;
import io.munjigi.core.usecase.keys.RotateSigningKeys;
import io.munjigi.core.usecase.login.AuthenticateToken;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import io.munjigi.core.usecase.login.RevokeToken;
import io.munjigi.core.usecase.login.SessionIssuer;
import io.munjigi.core.usecase.session.ListSessions;
import io.munjigi.core.usecase.session.RevokeAllSessions;
import io.munjigi.core.usecase.session.RevokeSession;
import io.munjigi.core.usecase.upkeep.PurgeExpired;
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
    private @Nullable Revocations revocations;
    private @Nullable Sweeping sweeping;
    private @Nullable SigningKeys signingKeys;
    private @Nullable SigningKeyMaker signingKeyMaker;
    private @Nullable SealedSecrets sealedSecrets;
    private @Nullable PasswordHasher passwordHasher;
    private @Nullable PasswordBlocklist passwordBlocklist;
    private @Nullable AccessTokens accessTokens;
    private @Nullable SecretSealer secretSealer;
    private AuthPolicy policy = AuthPolicy.strict();
    private InstantSource clock = Clock.systemUTC();
    private Randomness randomness = secureRandomness();
    private Broadcast broadcast = Broadcast.NONE;
    private boolean backgroundWork = true;

    AuthBuilder() {}

    /** Everything from one database. A store that is given after it takes the place of the database's. */
    public AuthBuilder stores(Stores stores) {
        return users(stores.users())
                .sessions(stores.sessions())
                .revocations(stores.revocations())
                .sweeping(stores.sweeping())
                .signingKeys(stores.signingKeys())
                .sealedSecrets(stores.sealedSecrets());
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

    /** Where what was revoked is recorded: by the stores of accounts, sessions and keys. */
    public AuthBuilder revocations(Revocations store) {
        this.revocations = store;
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

    /**
     * Without threads of its own: no node but this one ends sessions, keys are rotated by whoever calls for it, and nothing is removed. For
     * tests, and for tools that do one thing and end.
     */
    public AuthBuilder withoutBackgroundWork() {
        this.backgroundWork = false;
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
        Sessions sessionStore = required(sessions, "sessions");
        AccessTokens tokens = required(accessTokens, "accessTokens");
        PasswordHasher hasher = required(passwordHasher, "passwordHasher");
        HashingThreads hashingThreads = new HashingThreads(policy.hashing());
        PasswordCheck passwordCheck = new PasswordCheck(hasher, hashingThreads);
        PasswordPolicy passwordPolicy = new PasswordPolicy(
                policy.passwords(), required(passwordBlocklist, "passwordBlocklist"), hasher.maxPasswordBytes());
        Identifiers identifiers = new Identifiers(clock, randomness);
        Revocations record = required(revocations, "revocations");
        RevocationMirror mirror = new RevocationMirror(record, broadcast, tokens, clock, System::nanoTime);
        SessionEnder sessionEnder = new SessionEnder(sessionStore, record, mirror);
        SessionIssuer sessionIssuer = new SessionIssuer(
                sessionStore, tokens, refreshTokenKey(), policy.sessions(), identifiers, randomness, clock);
        AuthenticateToken authenticateToken = new AuthenticateToken(tokens, mirror, userStore);
        Auth.Keys keys = keys(tokens);
        PurgeExpired purge = new PurgeExpired(required(sweeping, "sweeping"), requiredKeys(), clock);
        mirror.poll();
        return new Auth(
                new Auth.Accounts(
                        new SignUp(
                                policy.signUpOpen(),
                                passwordPolicy,
                                hashingThreads,
                                hasher,
                                userStore,
                                identifiers,
                                clock),
                        new CurrentUser(userStore),
                        new ChangePassword(userStore, passwordPolicy, passwordCheck, mirror),
                        new ExportAccount(userStore, sessionStore),
                        new DeleteAccount(userStore, passwordCheck, mirror)),
                new Auth.ComingIn(
                        new Login(userStore, passwordCheck, sessionIssuer),
                        authenticateToken,
                        new RefreshSession(
                                sessionIssuer, sessionEnder, policy.sessions().refreshGrace()),
                        new Logout(authenticateToken, sessionIssuer, sessionEnder),
                        new RevokeToken(tokens, sessionIssuer, sessionEnder)),
                new Auth.OwnSessions(
                        new ListSessions(sessionStore),
                        new RevokeSession(sessionEnder),
                        new RevokeAllSessions(sessionEnder)),
                keys,
                mirror,
                background(mirror, purge, keys.rotateSigningKeys()));
    }

    private Auth.Keys keys(AccessTokens tokens) {
        SigningKeys store = requiredKeys();
        return new Auth.Keys(
                new PublishedKeys(tokens),
                new RotateSigningKeys(store, signingKeyMaker, tokens, broadcast, clock),
                new RevokeSigningKey(store, signingKeyMaker, tokens, broadcast, clock),
                new ResealKeys(
                        required(sealedSecrets, "sealedSecrets"), store, required(secretSealer, "secretSealer")));
    }

    private SigningKeys requiredKeys() {
        return required(signingKeys, "signingKeys");
    }

    private BackgroundWork background(RevocationMirror mirror, PurgeExpired purge, RotateSigningKeys rotate) {
        boolean rotates = signingKeyMaker != null;
        RotateSigningKeys.Command ifDue =
                new RotateSigningKeys.Command(policy.keys().rotation());
        BackgroundWork work = new BackgroundWork(mirror::poll, purge::handle, () -> {
            if (rotates) {
                rotate.handle(ifDue);
            }
        });
        if (backgroundWork) {
            broadcast.listen(work::pollSoon);
            work.start();
        }
        return work;
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
