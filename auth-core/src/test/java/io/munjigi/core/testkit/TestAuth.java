package io.munjigi.core.testkit;

import io.munjigi.core.Auth;
import io.munjigi.core.AuthBuilder;
import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.guard.PurposeKeys;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.port.Stores;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.admin.CreateUser;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.RefreshSession;
import io.munjigi.core.usecase.upkeep.SealAuditTrail;
import java.util.Set;

/** A whole {@link Auth} on fakes, with its parts at hand. */
public final class TestAuth {

    /** A password that the policy takes. */
    public static final Password PASSWORD = Password.of("correct horse battery");

    private final SettableClock clock = SettableClock.standing();
    private final InMemoryStores stores = new InMemoryStores(clock);
    private final FakePasswordHasher hasher = new FakePasswordHasher();
    private final FakeAccessTokens accessTokens = new FakeAccessTokens(clock);
    private final FakeSecretSealer sealer = new FakeSecretSealer();
    private final Auth auth;

    private TestAuth(AuthPolicy policy) {
        auth = builder().policy(policy).build();
    }

    /** With the strict policy. */
    public static TestAuth strict() {
        return with(AuthPolicy.strict());
    }

    /** With another policy. */
    public static TestAuth with(AuthPolicy policy) {
        return new TestAuth(policy);
    }

    /** Another house on the same stores and fakes, to change a part of. */
    public AuthBuilder builder() {
        return Auth.builder()
                .stores(stores)
                .passwordHasher(hasher)
                .passwordBlocklist(password -> Set.of("password", "12345678").contains(password.reveal()))
                .accessTokens(accessTokens)
                .secretSealer(sealer)
                .signingKeyMaker(new FakeSigningKeyMaker())
                .clock(clock)
                .withoutBackgroundWork();
    }

    /** The front door. */
    public Auth auth() {
        return auth;
    }

    /** Everybody's clock. */
    public SettableClock clock() {
        return clock;
    }

    /** What is stored. */
    public InMemoryStores stores() {
        return stores;
    }

    /** What hashes, and counts. */
    public FakePasswordHasher hasher() {
        return hasher;
    }

    /** What seals. */
    public FakeSecretSealer sealer() {
        return sealer;
    }

    /** What chains the audit trail, which nobody does by themselves here. */
    public SealAuditTrail sealing() {
        return new SealAuditTrail(stores.auditChain(), seals(), clock);
    }

    /** What the chain of the audit trail is authenticated by. */
    public AuditSeals seals() {
        return seals(stores, sealer);
    }

    /** The same for other stores. */
    public static AuditSeals seals(Stores stores, SecretSealer sealer) {
        return new AuditSeals(
                new PurposeKeys(stores.sealedSecrets(), sealer, byte[]::new).key(PurposeKeys.AUDIT_CHAIN));
    }

    /** An account of somebody with these roles, who is logged in. */
    public Principal signedInWith(String email, Role... roles) {
        auth.createUser()
                .handle(new CreateUser.Command(Insider.OPERATOR, email, PASSWORD, Set.of(roles), Origin.UNKNOWN));
        return caller(logIn(email));
    }

    /** Signs somebody up with {@link #PASSWORD}. */
    public User signUp(String email) {
        return auth.signUp().handle(new SignUp.Command(email, PASSWORD, Origin.UNKNOWN));
    }

    /** Logs somebody in with {@link #PASSWORD}. */
    public SessionTokens logIn(String email) {
        return auth.login()
                .handle(new Login.Command(email, PASSWORD, Origin.UNKNOWN))
                .tokens();
    }

    /** Refreshes. */
    public SessionTokens refresh(String refreshToken) {
        return auth.refreshSession().handle(new RefreshSession.Command(refreshToken, Origin.UNKNOWN));
    }

    /** Who holds an access token. */
    public Principal caller(SessionTokens tokens) {
        return auth.authenticateToken().handle(tokens.accessToken());
    }

    /** Whether an access token is good. */
    public boolean isGood(SessionTokens tokens) {
        return isDone(() -> caller(tokens));
    }

    /** Whether this is done, and not refused for the token. */
    private static boolean isDone(Runnable act) {
        try {
            act.run();
            return true;
        } catch (AuthException refused) {
            if (refused.error() != AuthError.INVALID_TOKEN) {
                throw refused;
            }
            return false;
        }
    }
}
