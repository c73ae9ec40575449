package io.munjigi.core.usecase.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AttemptRule;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurgeExpiredTest {

    private final TestAuth house = TestAuth.with(AuthPolicy.strict().withThrottling(ThrottleRules.off()));
    private final PurgeExpired purge = purge();

    private PurgeExpired purge() {
        return new PurgeExpired(house.stores().sweeping(), house.stores().signingKeys(), house.clock());
    }

    @BeforeEach
    void signUp() {
        house.signUp("ada@example.org");
    }

    @Test
    void what_has_ended_goes_and_what_lives_stays() {
        List<SessionTokens> many = new ArrayList<>();
        for (int session = 0; session < 2_500; session++) {
            many.add(house.logIn("ada@example.org"));
        }
        house.clock().advance(Duration.ofDays(14));
        SessionTokens alive = house.logIn("ada@example.org");

        purge.handle();

        house.clock().advance(Duration.ofDays(-14));
        assertThat(many)
                .allSatisfy(tokens -> assertThat(house.stores().sessions().find(tokens.sessionId()))
                        .isEmpty());
        assertThat(house.stores().sessions().find(alive.sessionId())).isPresent();
    }

    @Test
    void wrong_passwords_that_are_long_ago_are_removed() {
        AttemptKey key = new AttemptKey(UUID.randomUUID());
        AttemptRule rule = ThrottleRules.strict().account();
        house.stores().passwordAttempts().take(key, rule);
        house.clock().advance(rule.memory());

        purge.handle();

        house.clock().advance(rule.memory().negated());
        assertThat(house.stores().passwordAttempts().take(key, rule).number()).isEqualTo(1);
    }

    @Test
    void one_node_sweeps_at_a_time() {
        SessionTokens tokens = house.logIn("ada@example.org");
        house.clock().advance(Duration.ofDays(14));
        assertThat(house.stores().sweeping().takeTurn(Duration.ofMinutes(1))).isTrue();

        purge.handle();
        assertThat(isStored(tokens)).as("in another's turn").isTrue();

        house.clock().advance(Duration.ofMinutes(2));
        purge.handle();
        assertThat(isStored(tokens)).as("in its own").isFalse();
    }

    /** Whether it is there, alive or not. */
    private boolean isStored(SessionTokens tokens) {
        Instant now = house.clock().instant();
        house.clock().set(now.minus(Duration.ofDays(15)));
        boolean stored = house.stores().sessions().find(tokens.sessionId()).isPresent();
        house.clock().set(now);
        return stored;
    }

    @Test
    void a_key_goes_when_the_last_token_it_can_have_signed_has_expired() {
        SigningKeys keys = house.stores().signingKeys();
        Instant start = house.clock().instant();
        keys.append(new FakeSigningKeyMaker().make(1, start, start), SomeEvents.any());
        keys.append(new FakeSigningKeyMaker().make(2, start, start.plus(Duration.ofHours(1))), SomeEvents.any());

        house.clock().set(start.plus(Duration.ofHours(25)));
        purge.handle();
        assertThat(keys.all()).extracting(SigningKey::number).containsExactly(1, 2);

        house.clock().set(start.plus(Duration.ofHours(26)));
        purge.handle();
        assertThat(keys.all()).extracting(SigningKey::number).containsExactly(2);

        house.clock().set(start.plus(Duration.ofDays(1000)));
        purge.handle();
        assertThat(keys.all()).extracting(SigningKey::number).containsExactly(2);
    }
}
