package io.munjigi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.AuthPolicy.KeyRules;
import io.munjigi.core.model.AuthPolicy.PasswordRules;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthPolicyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void the_default_is_the_strict_one() {
        AuthPolicy policy = AuthPolicy.strict();

        assertThat(policy.passwords().minLength()).isEqualTo(8);
        assertThat(policy.sessions())
                .isEqualTo(new SessionRules(
                        Duration.ofMinutes(15), Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(30)));
        assertThat(policy.hashing().threads()).isPositive();
    }

    @Test
    void no_token_and_no_session_can_be_made_to_last_for_ever() {
        for (Duration ttl :
                List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMillis(1500), Duration.ofDays(2))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new SessionRules(ttl, HOUR, HOUR, Duration.ZERO));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionRules(HOUR, Duration.ofSeconds(Long.MAX_VALUE), HOUR, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionRules(HOUR, HOUR, Duration.ofDays(4000), Duration.ZERO));
    }

    @Test
    void no_policy_takes_passwords_shorter_than_eight_or_refuses_those_of_sixty_four() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordRules(7, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordRules(65, Set.of()));
    }

    @Test
    void a_hashing_budget_has_bounds() {
        assertThat(HashingBudget.withThreads(2)).isEqualTo(new HashingBudget(2, 32, Duration.ofSeconds(5)));
        assertThatIllegalArgumentException().isThrownBy(() -> HashingBudget.withThreads(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashingBudget.withThreads(1).withQueue(-1));
        HashingBudget one = HashingBudget.withThreads(1);
        assertThatIllegalArgumentException().isThrownBy(() -> one.withLongestWait(Duration.ofMillis(99)));
        assertThatIllegalArgumentException().isThrownBy(() -> one.withLongestWait(Duration.ofSeconds(61)));
    }

    @Test
    void a_grace_is_whole_seconds_up_to_five_minutes() {
        for (Duration grace : new Duration[] {Duration.ofSeconds(-1), Duration.ofMillis(1), Duration.ofSeconds(301)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new SessionRules(HOUR, HOUR, HOUR, grace));
        }
        assertThat(new SessionRules(HOUR, HOUR, HOUR, Duration.ofMinutes(5)).refreshGrace())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void keys_are_rotated_every_hour_at_most() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRules(Duration.ofMinutes(59)));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRules(Duration.ofDays(4000)));
        assertThat(AuthPolicy.strict().keys()).isEqualTo(new KeyRules(Duration.ofDays(90)));
    }
}
