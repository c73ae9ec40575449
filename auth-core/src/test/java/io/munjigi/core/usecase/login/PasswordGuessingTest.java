package io.munjigi.core.usecase.login;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AttemptRule;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.AuthPolicy.Rates;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Limit.Rate;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.testkit.Interposed;
import io.munjigi.core.testkit.LogLines;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.DeleteAccount;
import io.munjigi.core.usecase.admin.SetUserPassword;
import io.munjigi.core.usecase.admin.UnlockUser;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever guesses passwords is slowed down and stopped, and shuts nobody out by it. */
class PasswordGuessingTest {

    private static final String EMAIL = "ada@example.org";
    private static final String NOBODY = "nobody@example.org";
    private static final Password WRONG = Password.of("not the password");
    private static final Password NEXT = Password.of("staple battery horse");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** Time here passes by a clock that is set, which limits by the second know nothing of. */
    private static final ThrottleRules STRICT = ThrottleRules.strict();

    private static final ThrottleRules RULES = new ThrottleRules(
            true,
            fewerFree(STRICT.account()),
            fewerFree(STRICT.device()),
            STRICT.signUp(),
            new Rates(
                    new Rate(1_000, Duration.ofSeconds(1)),
                    STRICT.login().network(),
                    STRICT.login().service()),
            STRICT.refresh(),
            STRICT.passwordChange());

    private static AttemptRule fewerFree(AttemptRule rule) {
        return new AttemptRule(4, rule.firstWait(), rule.longestWait(), rule.most(), rule.memory());
    }

    private final TestAuth house = TestAuth.with(AuthPolicy.strict().withThrottling(RULES));
    private final User ada = house.signUp(EMAIL);
    private final String device = logIn(EMAIL, TestAuth.PASSWORD, null).deviceToken();
    private int networks;

    private Login.Result logIn(String email, Password password, @Nullable String deviceToken) {
        return logIn(email, password, deviceToken, Origin.UNKNOWN);
    }

    private Login.Result logIn(String email, Password password, @Nullable String deviceToken, Origin origin) {
        return house.auth().login().handle(new Login.Command(email, password, deviceToken, origin));
    }

    private void assertWrong(String email, @Nullable String deviceToken) {
        assertRefused(AuthError.INVALID_CREDENTIALS, () -> logIn(email, WRONG, deviceToken));
    }

    private void assertHasToWait(Duration wait, String email, Password password, @Nullable String deviceToken) {
        house.hasher().takeSpent();
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> logIn(email, password, deviceToken))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.TOO_MANY_ATTEMPTS))
                .satisfies(refused -> assertThat(refused.retryAfter()).isEqualTo(wait));
        assertThat(house.hasher().takeSpent()).as("hashes computed").isZero();
    }

    private void guess(int times, String email, @Nullable String deviceToken) {
        for (int time = 0; time < times; time++) {
            assertWrong(email, deviceToken);
            house.clock().advance(LONGEST_WAIT);
        }
    }

    private List<AuditEvent> events(Kind kind) {
        return house.stores().events().stream()
                .filter(event -> event.kind() == kind)
                .toList();
    }

    @Test
    void from_the_fifth_on_each_wrong_password_costs_a_wait_twice_as_long_and_no_hash_is_computed_in_it() {
        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, null);
        }

        assertHasToWait(Duration.ofSeconds(1), EMAIL, TestAuth.PASSWORD, null);
        house.clock().advance(Duration.ofSeconds(1));
        assertWrong(EMAIL, null);
        assertHasToWait(Duration.ofSeconds(2), EMAIL, TestAuth.PASSWORD, null);
        house.clock().advance(Duration.ofSeconds(2));
        assertWrong(EMAIL, null);
        assertHasToWait(Duration.ofSeconds(4), EMAIL, WRONG, null);
        house.clock().advance(Duration.ofDays(1).minusSeconds(1));
        assertWrong(EMAIL, null);
        assertHasToWait(Duration.ofSeconds(8), EMAIL, WRONG, null);
    }

    @Test
    void an_address_without_an_account_is_counted_like_any_other_in_whatever_spelling() {
        for (int time = 1; time <= 99; time++) {
            assertWrong(time % 2 == 0 ? NOBODY : "NOBODY@Example.org", null);
            house.clock().advance(LONGEST_WAIT);
        }
        assertWrong(NOBODY, null);

        assertHasToWait(Duration.ofDays(1), NOBODY, WRONG, null);
        assertThat(events(Kind.ACCOUNT_LOCKING))
                .singleElement()
                .satisfies(event -> assertThat(event.subject()).startsWith("login:"));
    }

    @Test
    void a_right_password_makes_the_wrong_ones_before_it_forgotten() {
        guess(4, EMAIL, null);
        logIn(EMAIL, TestAuth.PASSWORD, null);

        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, null);
        }
        assertHasToWait(Duration.ofSeconds(1), EMAIL, WRONG, null);
    }

    @Test
    void after_a_hundred_the_account_takes_passwords_from_known_devices_only() {
        SessionTokens living = house.logIn(EMAIL);
        guess(99, EMAIL, null);
        assertWrong(EMAIL, null);

        assertHasToWait(Duration.ofDays(1), EMAIL, TestAuth.PASSWORD, null);
        assertThat(events(Kind.ACCOUNT_LOCKING))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.subject()).isEqualTo(ada.id().toString()));
        assertThat(house.isGood(house.refresh(living.refreshToken())))
                .as("a session that lives")
                .isTrue();

        assertThat(logIn(EMAIL, TestAuth.PASSWORD, device).deviceToken())
                .as("the same device, on another day")
                .startsWith(device.substring(0, 25));
        assertThat(logIn(EMAIL, TestAuth.PASSWORD, null).deviceToken())
                .as("from any device, after a right one")
                .doesNotStartWith(device.substring(0, 25));
    }

    @Test
    void the_count_outlives_the_process() {
        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, null);
        }

        Auth restarted = house.builder().build();

        assertRefused(
                AuthError.TOO_MANY_ATTEMPTS,
                () -> restarted.login().handle(new Login.Command(EMAIL, TestAuth.PASSWORD, Origin.UNKNOWN)));
        house.clock().advance(Duration.ofSeconds(1));
        assertThat(restarted
                        .login()
                        .handle(new Login.Command(EMAIL, TestAuth.PASSWORD, device, Origin.UNKNOWN))
                        .deviceToken())
                .isEqualTo(device);
    }

    @Test
    void a_locked_account_opens_by_itself_after_a_day() {
        guess(99, EMAIL, null);
        assertWrong(EMAIL, null);

        house.clock().advance(Duration.ofDays(1));

        logIn(EMAIL, TestAuth.PASSWORD, null);
    }

    @Test
    void an_operator_unlocks_it_and_the_audit_trail_says_so_if_there_was_anything_to_unlock() {
        guess(99, EMAIL, null);
        assertWrong(EMAIL, null);
        UnlockUser.Command unlocking = new UnlockUser.Command(Insider.OPERATOR, ada.id(), Origin.UNKNOWN);

        assertThat(house.auth().unlockUser().handle(unlocking)).isTrue();
        assertThat(house.auth().unlockUser().handle(unlocking)).isFalse();

        logIn(EMAIL, TestAuth.PASSWORD, null);
        assertThat(events(Kind.ACCOUNT_UNLOCKING))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo(Insider.OPERATOR.auditName()))
                .satisfies(
                        event -> assertThat(event.subject()).isEqualTo(ada.id().toString()));
    }

    @Test
    void nobody_unlocks_without_the_permission() {
        Principal mallory = house.signedInWith("mallory@example.org");

        assertRefused(
                AuthError.FORBIDDEN,
                () -> house.auth().unlockUser().handle(new UnlockUser.Command(mallory, ada.id(), Origin.UNKNOWN)));
    }

    @Test
    void whoever_is_given_another_password_comes_in_with_it() {
        guess(99, EMAIL, null);
        assertWrong(EMAIL, null);

        house.auth()
                .setUserPassword()
                .handle(new SetUserPassword.Command(Insider.OPERATOR, ada.id(), NEXT, Origin.UNKNOWN));

        logIn(EMAIL, NEXT, null);
    }

    @Test
    void a_device_has_ten_of_its_own_and_is_then_no_better_than_any_other() {
        for (int time = 1; time <= 10; time++) {
            assertWrong(EMAIL, device);
            house.clock().advance(LONGEST_WAIT);
        }
        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, device);
        }

        assertHasToWait(Duration.ofSeconds(1), EMAIL, TestAuth.PASSWORD, device);
        assertHasToWait(Duration.ofSeconds(1), EMAIL, TestAuth.PASSWORD, null);
        house.clock().advance(Duration.ofSeconds(1));
        logIn(EMAIL, TestAuth.PASSWORD, device);
        assertWrong(EMAIL, device);
    }

    @Test
    void a_device_is_slowed_down_by_its_own_wrong_ones_and_by_nobody_elses() {
        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, device);
        }

        assertHasToWait(Duration.ofSeconds(1), EMAIL, TestAuth.PASSWORD, device);
        String another = logIn(EMAIL, TestAuth.PASSWORD, null).deviceToken();
        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, null);
        }
        assertThat(logIn(EMAIL, TestAuth.PASSWORD, another).deviceToken()).isEqualTo(another);
    }

    @Test
    void a_device_of_another_account_and_whatever_else_is_no_known_device() {
        house.signUp("mallory@example.org");
        String hers = logIn("mallory@example.org", TestAuth.PASSWORD, null).deviceToken();
        guess(99, EMAIL, null);
        assertWrong(EMAIL, null);

        for (String none : List.of(
                hers,
                "",
                "mjd_",
                device + "A",
                device.substring(0, device.length() - 1),
                "mjd_" + "A".repeat(device.length() - 4),
                flippedAt(device, 10),
                flippedAt(device, device.length() - 1))) {
            assertHasToWait(Duration.ofDays(1), EMAIL, TestAuth.PASSWORD, none);
        }
    }

    private static String flippedAt(String text, int index) {
        char other = text.charAt(index) == 'A' ? 'B' : 'A';
        return text.substring(0, index) + other + text.substring(index + 1);
    }

    @Test
    void what_could_not_be_weighed_does_not_count() {
        PasswordHasher full = Interposed.before(PasswordHasher.class, house.hasher(), method -> {
            if (method.equals("verify")) {
                throw new AuthException(AuthError.TOO_BUSY);
            }
        });
        Auth busy = house.builder().passwordHasher(full).build();
        for (int time = 1; time <= 20; time++) {
            assertRefused(
                    AuthError.TOO_BUSY,
                    () -> busy.login().handle(new Login.Command(EMAIL, TestAuth.PASSWORD, Origin.UNKNOWN)));
        }

        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, null);
        }
        assertHasToWait(Duration.ofSeconds(1), EMAIL, WRONG, null);
    }

    @Test
    void a_session_has_ten_of_its_own_to_give_the_password_again_whatever_others_do() {
        Principal caller = house.caller(house.logIn(EMAIL));
        Principal other = house.caller(house.logIn(EMAIL));
        guess(99, EMAIL, null);
        assertWrong(EMAIL, null);

        for (int time = 1; time <= 5; time++) {
            assertRefused(AuthError.WRONG_PASSWORD, () -> delete(caller, WRONG));
            house.clock().advance(LONGEST_WAIT);
            assertRefused(AuthError.WRONG_PASSWORD, () -> change(caller, WRONG));
            house.clock().advance(LONGEST_WAIT);
        }
        assertRefused(AuthError.TOO_MANY_ATTEMPTS, () -> change(caller, TestAuth.PASSWORD));
        assertRefused(AuthError.TOO_MANY_ATTEMPTS, () -> delete(caller, TestAuth.PASSWORD));

        change(other, TestAuth.PASSWORD);
        logIn(EMAIL, NEXT, null);
    }

    private void change(Principal caller, Password current) {
        house.auth().changePassword().handle(new ChangePassword.Command(caller, current, NEXT, Origin.UNKNOWN));
    }

    private void delete(Principal caller, Password password) {
        house.auth().deleteAccount().handle(new DeleteAccount.Command(caller, password, Origin.UNKNOWN));
    }

    private Origin fromAnotherNetwork() {
        networks++;
        return new Origin("198.51.100." + networks, null, null);
    }

    @Test
    void many_networks_that_guess_at_one_account_are_noticed_once_and_each_try_then_costs_a_minute() {
        for (int network = 1; network <= 9; network++) {
            house.clock().advance(LONGEST_WAIT);
            assertRefused(AuthError.INVALID_CREDENTIALS, () -> logIn(EMAIL, WRONG, null, fromAnotherNetwork()));
        }
        logIn(EMAIL, TestAuth.PASSWORD, device);
        assertThat(events(Kind.CREDENTIAL_STUFFING)).isEmpty();

        assertRefused(AuthError.INVALID_CREDENTIALS, () -> logIn(EMAIL, WRONG, null, fromAnotherNetwork()));

        assertThat(events(Kind.CREDENTIAL_STUFFING)).singleElement().satisfies(event -> {
            assertThat(event.subject()).isEqualTo(ada.id().toString());
            assertThat(event.detail()).isEqualTo("wrong passwords for one account from 10 networks");
            assertThat(event.origin().address()).isEqualTo("198.51.100.10");
        });
        assertHasToWait(Duration.ofMinutes(1), EMAIL, TestAuth.PASSWORD, null);
        logIn(EMAIL, TestAuth.PASSWORD, device);
    }

    @Test
    void one_network_that_tries_many_accounts_is_noticed_once_and_soon_has_to_wait() {
        Origin network = new Origin("2001:db8:1:2:3:4:5:6", null, null);
        int tried = 0;
        AuthError refusal = AuthError.INVALID_CREDENTIALS;
        while (refusal == AuthError.INVALID_CREDENTIALS && tried < 100) {
            tried++;
            String email = "user" + tried + "@example.org";
            Origin neighbour = new Origin("2001:db8:1:2::" + Integer.toHexString(tried), null, null);
            refusal = refusal(() -> logIn(email, WRONG, null, neighbour));
        }

        // Twenty at one each, then at twenty more each, out of a hundred.
        assertThat(tried).isBetween(23, 26);
        assertThat(refusal).isEqualTo(AuthError.TOO_MANY_ATTEMPTS);
        assertThat(events(Kind.CREDENTIAL_STUFFING)).singleElement().satisfies(event -> {
            assertThat(event.detail()).isEqualTo("wrong passwords for 20 accounts from one network");
            assertThat(event.subject()).isNull();
        });
        assertThat(refusal(() -> logIn(EMAIL, TestAuth.PASSWORD, null, network)))
                .isEqualTo(AuthError.TOO_MANY_ATTEMPTS);
        logIn(EMAIL, TestAuth.PASSWORD, device, network);
        logIn(EMAIL, TestAuth.PASSWORD, null, fromAnotherNetwork());
    }

    private static AuthError refusal(Runnable call) {
        try {
            call.run();
        } catch (AuthException refused) {
            return refused.error();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void where_something_in_front_limits_nothing_is_limited_here() {
        TestAuth open = TestAuth.with(AuthPolicy.strict()
                .withThrottling(ThrottleRules.off())
                .withHashing(HashingBudget.withThreads(1).withQueue(0)));
        open.signUp(EMAIL);
        for (int time = 1; time <= 300; time++) {
            assertRefused(
                    AuthError.INVALID_CREDENTIALS,
                    () -> open.auth().login().handle(new Login.Command(EMAIL, WRONG, fromAnotherNetwork())));
        }

        assertThat(open.isGood(open.logIn(EMAIL))).isTrue();
    }

    @Test
    void a_hash_that_cannot_be_read_is_counted_like_any_other() {
        User broken = SomeUsers.withEmail("broken@example.org");
        house.stores().users().add(broken, PasswordHash.of("broken"), SomeEvents.any());
        for (int free = 1; free <= 5; free++) {
            assertWrong("broken@example.org", null);
        }

        assertHasToWait(Duration.ofSeconds(1), "broken@example.org", TestAuth.PASSWORD, null);
    }

    @Test
    void all_devices_of_an_account_together_have_no_more_than_the_account() {
        List<String> many = Stream.generate(
                        () -> logIn(EMAIL, TestAuth.PASSWORD, null).deviceToken())
                .limit(15)
                .toList();
        guess(99, EMAIL, null);
        assertWrong(EMAIL, null);
        int wrong = 0;
        for (int round = 1; round <= 10; round++) {
            for (String each : many) {
                if (wrong < 100) {
                    assertWrong(EMAIL, each);
                    wrong++;
                }
            }
            house.clock().advance(LONGEST_WAIT);
        }

        assertHasToWait(Duration.ofDays(1).minus(LONGEST_WAIT.multipliedBy(10)), EMAIL, TestAuth.PASSWORD, many.get(0));
    }

    @Test
    void a_device_is_forgotten_after_four_hundred_days_and_not_if_it_signs_in_now_and_then() {
        house.clock().advance(Duration.ofDays(399));
        String renewed = logIn(EMAIL, TestAuth.PASSWORD, device).deviceToken();
        assertThat(renewed).isNotEqualTo(device);
        house.clock().advance(Duration.ofDays(2));
        for (int free = 1; free <= 5; free++) {
            assertWrong(EMAIL, null);
        }

        assertHasToWait(Duration.ofSeconds(1), EMAIL, TestAuth.PASSWORD, device);
        logIn(EMAIL, TestAuth.PASSWORD, renewed);
    }

    @Test
    void what_was_guessed_at_before_there_was_an_account_is_nothing_to_its_owner() {
        guess(99, NOBODY, null);
        assertWrong(NOBODY, null);

        house.signUp(NOBODY);

        logIn(NOBODY, TestAuth.PASSWORD, null);
    }

    @Test
    void a_login_that_was_right_is_answered_even_if_wrong_ones_cannot_be_forgotten() {
        PasswordAttempts failing =
                Interposed.before(PasswordAttempts.class, house.stores().passwordAttempts(), method -> {
                    if (method.equals("forget")) {
                        throw new AuthException(AuthError.UNAVAILABLE);
                    }
                });
        Auth shaken = house.builder().passwordAttempts(failing).build();

        try (LogLines log = new LogLines("io.munjigi.core")) {
            SessionTokens tokens = shaken.login()
                    .handle(new Login.Command(EMAIL, TestAuth.PASSWORD, Origin.UNKNOWN))
                    .tokens();

            assertThat(house.isGood(tokens)).isTrue();
            assertThat(log.soFar()).singleElement().asString().contains("cannot be forgotten");
        }
    }

    @Test
    void where_it_cannot_be_counted_nothing_is_weighed() {
        PasswordAttempts away =
                Interposed.before(PasswordAttempts.class, house.stores().passwordAttempts(), method -> {
                    throw new AuthException(AuthError.UNAVAILABLE);
                });
        Auth shaken = house.builder().passwordAttempts(away).build();
        house.hasher().takeSpent();

        assertRefused(
                AuthError.UNAVAILABLE,
                () -> shaken.login().handle(new Login.Command(EMAIL, TestAuth.PASSWORD, Origin.UNKNOWN)));
        assertThat(house.hasher().takeSpent()).isZero();
    }
}
