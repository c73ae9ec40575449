package io.munjigi.core.testkit;

import io.munjigi.core.Auth;
import io.munjigi.core.AuthBuilder;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.login.Login;
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
                .clock(clock);
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

    /** Signs somebody up with {@link #PASSWORD}. */
    public User signUp(String email) {
        return auth.signUp().handle(new SignUp.Command(email, PASSWORD, Origin.UNKNOWN));
    }

    /** Logs somebody in with {@link #PASSWORD}. */
    public SessionTokens logIn(String email) {
        return auth.login().handle(new Login.Command(email, PASSWORD, Origin.UNKNOWN));
    }
}
