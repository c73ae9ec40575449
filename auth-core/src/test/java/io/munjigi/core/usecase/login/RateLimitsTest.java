package io.munjigi.core.usecase.login;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AttemptRule;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.Rates;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Limit;
import io.munjigi.core.model.Limit.Rate;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.SignUp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How often anybody may sign up, log in, refresh or change the password. */
class RateLimitsTest {

    private static final Rate PLENTY = new Rate(1_000_000, Duration.ofMillis(1));
    private static final Rate TWO = new Rate(2, Duration.ofDays(1));
    private static final Rates UNLIMITED = new Rates(PLENTY, PLENTY, PLENTY);
    private static final Rates TWO_OF_AN_ACCOUNT = new Rates(TWO, PLENTY, PLENTY);
    private static final Rates TWO_FROM_A_NETWORK = new Rates(PLENTY, TWO, PLENTY);
    private static final Rates TWO_IN_ALL = new Rates(PLENTY, PLENTY, TWO);
    private static final Origin HERE = new Origin("192.0.2.1", null, null);
    private static final Origin THERE = new Origin("192.0.2.2", null, null);

    private static TestAuth house(Rates signUp, Rates login, Rates refresh, Rates passwordChange) {
        AttemptRule rule = AuthPolicy.strict().throttling().account();
        return TestAuth.with(AuthPolicy.strict()
                .withThrottling(new ThrottleRules(true, rule, rule, signUp, login, refresh, passwordChange)));
    }

    private static User signUp(TestAuth house, String email, Origin origin) {
        return house.auth().signUp().handle(new SignUp.Command(email, TestAuth.PASSWORD, origin));
    }

    private static Login.Result logIn(TestAuth house, String email, String device, Origin origin) {
        return house.auth().login().handle(new Login.Command(email, TestAuth.PASSWORD, device, origin));
    }

    private static void assertTooMany(Runnable call) {
        assertRefused(AuthError.TOO_MANY_ATTEMPTS, call::run);
    }

    @Test
    void sign_ups_are_limited_for_each_address_and_cost_nothing_beyond() {
        TestAuth house = house(TWO_OF_AN_ACCOUNT, UNLIMITED, UNLIMITED, UNLIMITED);
        signUp(house, "ada@example.org", HERE);
        assertRefused(AuthError.EMAIL_TAKEN, () -> signUp(house, "ADA@example.org", THERE));
        house.hasher().takeSpent();

        assertTooMany(() -> signUp(house, "ada@example.ORG", HERE));

        assertThat(house.hasher().takeSpent()).isZero();
        signUp(house, "bob@example.org", HERE);
    }

    @Test
    void sign_ups_are_limited_for_each_network() {
        TestAuth house = house(TWO_FROM_A_NETWORK, UNLIMITED, UNLIMITED, UNLIMITED);
        signUp(house, "ada@example.org", HERE);
        signUp(house, "bob@example.org", HERE);

        assertTooMany(() -> signUp(house, "eve@example.org", HERE));

        signUp(house, "eve@example.org", THERE);
        signUp(house, "joe@example.org", Origin.UNKNOWN);
    }

    @Test
    void sign_ups_are_limited_in_all() {
        TestAuth house = house(TWO_IN_ALL, UNLIMITED, UNLIMITED, UNLIMITED);
        signUp(house, "ada@example.org", HERE);
        signUp(house, "bob@example.org", THERE);

        assertTooMany(() -> signUp(house, "eve@example.org", Origin.UNKNOWN));
    }

    @Test
    void what_is_invalid_does_not_count() {
        TestAuth house = house(TWO_FROM_A_NETWORK, UNLIMITED, UNLIMITED, UNLIMITED);
        for (int time = 0; time < 5; time++) {
            assertRefused(AuthError.INVALID_INPUT, () -> signUp(house, "no address", HERE));
        }

        signUp(house, "ada@example.org", HERE);
    }

    @Test
    void right_logins_are_limited_too_for_each_account_and_each_network_and_in_all() {
        for (Rates rates : List.of(TWO_OF_AN_ACCOUNT, TWO_FROM_A_NETWORK, TWO_IN_ALL)) {
            TestAuth house = house(UNLIMITED, rates, UNLIMITED, UNLIMITED);
            signUp(house, "ada@example.org", HERE);
            house.auth().login().handle(new Login.Command("ada@example.org", TestAuth.PASSWORD, HERE));
            house.auth().login().handle(new Login.Command("ada@example.org", TestAuth.PASSWORD, HERE));

            assertTooMany(
                    () -> house.auth().login().handle(new Login.Command("ada@example.org", TestAuth.PASSWORD, HERE)));
        }
    }

    @Test
    void a_known_device_is_limited_by_itself_and_by_nobody_else() {
        TestAuth house = house(UNLIMITED, new Rates(TWO, TWO, TWO), UNLIMITED, UNLIMITED);
        signUp(house, "ada@example.org", HERE);
        String device = house.auth()
                .login()
                .handle(new Login.Command("ada@example.org", TestAuth.PASSWORD, HERE))
                .deviceToken();
        assertRefused(
                AuthError.INVALID_CREDENTIALS,
                () -> house.auth().login().handle(new Login.Command("x", Password.of("y"), HERE)));
        assertTooMany(() -> house.auth().login().handle(new Login.Command("x", Password.of("y"), HERE)));

        logIn(house, "ada@example.org", device, HERE);
        logIn(house, "ada@example.org", device, HERE);
        assertTooMany(() -> logIn(house, "ada@example.org", device, HERE));
    }

    @Test
    void refreshes_are_limited_for_each_session_and_each_network_and_in_all() {
        for (Rates rates : List.of(TWO_OF_AN_ACCOUNT, TWO_FROM_A_NETWORK, TWO_IN_ALL)) {
            TestAuth house = house(UNLIMITED, UNLIMITED, rates, UNLIMITED);
            house.signUp("ada@example.org");
            SessionTokens tokens = refresh(house, refresh(house, house.logIn("ada@example.org")));

            assertTooMany(() -> refresh(house, tokens));
        }
    }

    private static SessionTokens refresh(TestAuth house, SessionTokens tokens) {
        return house.auth().refreshSession().handle(new RefreshSession.Command(tokens.refreshToken(), HERE));
    }

    @Test
    void a_token_that_was_not_made_here_takes_nothing_from_the_limits() {
        TestAuth house = house(UNLIMITED, UNLIMITED, TWO_IN_ALL, UNLIMITED);
        house.signUp("ada@example.org");
        for (int time = 0; time < 5; time++) {
            assertRefused(AuthError.INVALID_TOKEN, () -> house.refresh("mjr_forged"));
        }

        house.refresh(house.logIn("ada@example.org").refreshToken());
    }

    @Test
    void changes_of_password_are_limited_for_each_session() {
        TestAuth house = house(UNLIMITED, UNLIMITED, UNLIMITED, TWO_OF_AN_ACCOUNT);
        house.signUp("ada@example.org");
        Principal caller = house.caller(house.logIn("ada@example.org"));
        Password next = Password.of("staple battery horse");
        change(house, caller, TestAuth.PASSWORD, next);
        change(house, caller, next, TestAuth.PASSWORD);

        assertTooMany(() -> change(house, caller, TestAuth.PASSWORD, next));
        // Whoever has stolen one session does not keep the owner from it in another.
        change(house, house.caller(house.logIn("ada@example.org")), TestAuth.PASSWORD, next);
    }

    @Test
    void who_has_a_whole_block_of_ipv6_has_ten_networks_of_it() {
        TestAuth house = house(TWO_FROM_A_NETWORK, UNLIMITED, UNLIMITED, UNLIMITED);
        for (int network = 0; network < 20; network++) {
            signUp(house, "user" + network + "@example.org", new Origin("2001:db8:1:" + network + "::1", null, null));
        }

        assertTooMany(() -> signUp(house, "eve@example.org", new Origin("2001:db8:1:99::1", null, null)));
        signUp(house, "eve@example.org", new Origin("2001:db8:2:99::1", null, null));
    }

    private static void change(TestAuth house, Principal caller, Password current, Password next) {
        house.auth().changePassword().handle(new ChangePassword.Command(caller, current, next, Origin.UNKNOWN));
    }

    @Test
    void shared_limits_count_and_while_they_are_out_of_reach_a_nodes_own_do() {
        AtomicBoolean away = new AtomicBoolean();
        Throttle shared = new Throttle() {
            @Override
            public Duration take(List<Limit> limits) {
                if (away.get()) {
                    throw new AuthException(AuthError.UNAVAILABLE);
                }
                return Duration.ofSeconds(7);
            }

            @Override
            public void charge(Limit limit, int count) {}

            @Override
            public Spread note(String key, String member, int most, Duration window) {
                return Spread.BELOW;
            }
        };
        TestAuth house = house(UNLIMITED, TWO_IN_ALL, UNLIMITED, UNLIMITED);
        house.signUp("ada@example.org");
        Login login = house.builder()
                .policy(AuthPolicy.strict()
                        .withThrottling(new ThrottleRules(
                                true,
                                AuthPolicy.strict().throttling().account(),
                                AuthPolicy.strict().throttling().device(),
                                UNLIMITED,
                                TWO_IN_ALL,
                                UNLIMITED,
                                UNLIMITED)))
                .sharedThrottle(shared)
                .build()
                .login();
        Login.Command command = new Login.Command("ada@example.org", TestAuth.PASSWORD, HERE);

        assertTooMany(() -> login.handle(command));
        away.set(true);
        login.handle(command);
        login.handle(command);
        assertTooMany(() -> login.handle(command));
    }
}
