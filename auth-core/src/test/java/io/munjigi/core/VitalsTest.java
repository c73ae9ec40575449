package io.munjigi.core;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditEvent.Outcome;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.Rates;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Limit.Rate;
import io.munjigi.core.model.LimitKind;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.RefreshOutcome;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.login.Login;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VitalsTest {

    private static final String EMAIL = "ada@example.org";

    private static Login.Command login(String password) {
        return new Login.Command(EMAIL, Password.of(password), Origin.UNKNOWN);
    }

    private static void assertRefreshRefused(TestAuth house, String token) {
        assertRefused(AuthError.INVALID_TOKEN, () -> house.refresh(token));
    }

    @Test
    void each_outcome_of_a_refresh_is_counted_as_what_it_was() {
        TestAuth house = TestAuth.strict();
        house.signUp(EMAIL);
        SessionTokens first = house.logIn(EMAIL);

        SessionTokens second = house.refresh(first.refreshToken());
        house.refresh(first.refreshToken());
        house.refresh(second.refreshToken());
        assertRefreshRefused(house, first.refreshToken());
        assertRefreshRefused(house, second.refreshToken());
        assertRefreshRefused(house, "mjr_made-up");

        Vitals vitals = house.auth().vitals();
        assertThat(vitals.refreshes(RefreshOutcome.ROTATED)).isEqualTo(2);
        assertThat(vitals.refreshes(RefreshOutcome.REPEATED)).isEqualTo(1);
        assertThat(vitals.refreshes(RefreshOutcome.REUSED)).isEqualTo(1);
        assertThat(vitals.refreshes(RefreshOutcome.ENDED)).isEqualTo(1);
        assertThat(vitals.refreshes(RefreshOutcome.FORGED)).isEqualTo(1);
        assertThat(vitals.events(Kind.REFRESH_THEFT, Outcome.FAILURE)).isEqualTo(1);
    }

    @Test
    void what_is_done_and_what_is_refused_is_counted_by_the_kind_of_its_event() {
        TestAuth house = TestAuth.strict();
        house.signUp(EMAIL);
        house.logIn(EMAIL);
        assertRefused(AuthError.INVALID_CREDENTIALS, () -> house.auth().login().handle(login("wrong")));

        Vitals vitals = house.auth().vitals();
        assertThat(vitals.events(Kind.SIGN_UP, Outcome.SUCCESS)).isEqualTo(1);
        assertThat(vitals.events(Kind.LOGIN, Outcome.SUCCESS)).isEqualTo(1);
        assertThat(vitals.events(Kind.LOGIN, Outcome.FAILURE)).isEqualTo(1);
        assertThat(vitals.hashesBegun()).isEqualTo(3);
        assertThat(vitals.hashesRefused()).isZero();
    }

    @Test
    void a_limit_counts_whom_it_lets_try_and_whom_it_does_not() {
        ThrottleRules strict = AuthPolicy.strict().throttling();
        Rate one = new Rate(1, Duration.ofDays(1));
        Rate plenty = new Rate(1_000, Duration.ofSeconds(1));
        TestAuth house = TestAuth.with(AuthPolicy.strict()
                .withThrottling(new ThrottleRules(
                        true,
                        strict.account(),
                        strict.device(),
                        strict.signUp(),
                        new Rates(one, plenty, plenty),
                        strict.refresh(),
                        strict.passwordChange())));
        house.signUp(EMAIL);
        house.logIn(EMAIL);
        assertRefused(AuthError.TOO_MANY_ATTEMPTS, () -> house.logIn(EMAIL));

        Vitals vitals = house.auth().vitals();
        assertThat(vitals.limits(LimitKind.LOGIN, true)).isEqualTo(1);
        assertThat(vitals.limits(LimitKind.LOGIN, false)).isEqualTo(1);
        assertThat(vitals.limits(LimitKind.SIGN_UP, true)).isEqualTo(1);
        assertThat(vitals.limits(LimitKind.WRONG_PASSWORDS, true)).isEqualTo(1);
        assertThat(vitals.limits(LimitKind.WRONG_PASSWORDS, false)).isZero();
        assertThat(vitals.limits(LimitKind.KNOWN_DEVICE, true)).isZero();
    }

    @Test
    void it_says_how_long_nothing_was_heard_of_revocations() {
        TestAuth house = TestAuth.strict();
        assertThat(house.auth().vitals().isInSync()).isTrue();

        house.clock().advance(Duration.ofSeconds(6));

        assertThat(house.auth().vitals().revocationsAge())
                .hasValueSatisfying(age -> assertThat(age).isBetween(Duration.ofSeconds(6), Duration.ofMinutes(1)));
        assertThat(house.auth().vitals().isInSync()).isFalse();
    }
}
