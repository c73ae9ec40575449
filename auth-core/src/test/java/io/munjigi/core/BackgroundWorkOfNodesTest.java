package io.munjigi.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.BackgroundWork.Pace;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.Interposed;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What nodes on the same stores do by themselves, as {@link AuthBuilder} wires it. */
class BackgroundWorkOfNodesTest {

    private static final Pace FAST = new Pace(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final TestAuth house = TestAuth.strict();
    private final SigningKeys keys = house.stores().signingKeys();
    private final Semaphore looks = new Semaphore(0);

    private Auth node() {
        return house.builder()
                .signingKeys(Interposed.before(SigningKeys.class, keys, call -> looks.release()))
                .withBackgroundWorkAt(FAST)
                .build();
    }

    /** Each round takes a few looks at the keys; whose does not matter. */
    private void awaitRounds() throws InterruptedException {
        looks.drainPermits();
        assertThat(looks.tryAcquire(40, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_key_that_has_signed_for_long_enough_gets_one_successor() throws InterruptedException {
        Instant start = house.clock().instant();
        keys.append(new FakeSigningKeyMaker().make(1, start, start), SomeEvents.any());
        try (Auth one = node();
                Auth other = node()) {
            assertThat(one).isNotSameAs(other);
            house.clock().advance(AuthPolicy.strict().keys().rotation().minusMillis(1));
            awaitRounds();
            assertThat(keys.all()).hasSize(1);

            house.clock().advance(Duration.ofMillis(1));
            awaitRounds();
            awaitRounds();

            assertThat(keys.all()).extracting(SigningKey::number).containsExactly(1, 2);
            assertThat(keys.all().get(1).signsFrom())
                    .isBetween(
                            house.clock().instant().plus(Duration.ofMinutes(10)).minusMillis(1),
                            house.clock().instant().plus(Duration.ofMinutes(10)));
        }
    }

    @Test
    void what_has_had_its_time_is_removed() throws InterruptedException {
        Instant start = house.clock().instant();
        keys.append(new FakeSigningKeyMaker().make(1, start, start), SomeEvents.any());
        keys.append(new FakeSigningKeyMaker().make(2, start, start), SomeEvents.any());
        house.clock().advance(Duration.ofDays(2));
        try (Auth one = node()) {
            assertThat(one).isNotNull();

            awaitRounds();

            assertThat(keys.all()).extracting(SigningKey::number).containsExactly(2);
        }
    }
}
