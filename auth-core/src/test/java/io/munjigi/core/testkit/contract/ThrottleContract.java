package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Limit;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.port.Throttle.Spread;
import io.munjigi.core.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Throttle} must do. */
public interface ThrottleContract {

    /** Three at once, and one more each ten seconds. */
    Limit.Rate RATE = new Limit.Rate(3, Duration.ofSeconds(10));

    /** The throttle under test. */
    Throttle throttle();

    /** Lets time pass. */
    void pass(Duration time);

    /** How exactly the throttle knows the time. */
    default Duration tolerance() {
        return Duration.ZERO;
    }

    /** A limit at the rate of this contract. */
    default Limit limit(String key) {
        return new Limit(key, RATE);
    }

    /** Takes one at the rate of this contract. */
    default Duration take(String key) {
        return throttle().take(List.of(limit(key)));
    }

    private static String anyKey() {
        return UUID.randomUUID().toString();
    }

    private void assertWait(Duration wait, Duration expected) {
        assertThat(wait).isBetween(expected.minus(tolerance()), expected);
    }

    @Test
    default void a_burst_may_come_at_once_and_then_one_in_each_interval() {
        String key = anyKey();

        assertThat(List.of(take(key), take(key), take(key))).containsOnly(Duration.ZERO);
        assertWait(take(key), Duration.ofSeconds(10));
        pass(Duration.ofSeconds(4));
        assertWait(take(key), Duration.ofSeconds(6));
        pass(Duration.ofSeconds(6));
        assertThat(take(key)).isZero();
        assertWait(take(key), Duration.ofSeconds(10));
    }

    @Test
    default void after_a_rest_there_is_a_burst_again_and_no_more() {
        String key = anyKey();
        take(key);
        take(key);
        take(key);

        pass(Duration.ofHours(1));

        assertThat(List.of(take(key), take(key), take(key))).containsOnly(Duration.ZERO);
        assertThat(take(key)).isPositive();
    }

    @Test
    default void of_several_limits_all_are_taken_or_none() {
        String used = anyKey();
        String other = anyKey();
        take(used);
        take(used);
        take(used);

        assertWait(throttle().take(List.of(limit(other), limit(used))), Duration.ofSeconds(10));

        assertThat(List.of(take(other), take(other), take(other))).containsOnly(Duration.ZERO);
        assertThat(take(other)).isPositive();
    }

    @Test
    default void of_many_at_once_no_more_are_let_than_a_burst() {
        String key = anyKey();

        List<Duration> waits = Race.of(32, number -> take(key));

        assertThat(waits).filteredOn(Duration::isZero).hasSize(3);
    }

    @Test
    default void what_is_charged_has_to_be_made_up_for_and_there_is_an_end_to_it() {
        String key = anyKey();

        throttle().charge(limit(key), 4);
        assertWait(take(key), Duration.ofSeconds(20));
        throttle().charge(limit(key), 1_000);
        assertWait(take(key), Duration.ofSeconds(40));
        pass(Duration.ofSeconds(40));
        assertThat(take(key)).isZero();
    }

    @Test
    default void a_spread_is_said_once_when_it_is_reached() {
        String key = anyKey();
        Duration window = Duration.ofMinutes(1);

        assertThat(throttle().note(key, "one", 3, window)).isEqualTo(Spread.BELOW);
        assertThat(throttle().note(key, "one", 3, window)).isEqualTo(Spread.BELOW);
        assertThat(throttle().note(key, "two", 3, window)).isEqualTo(Spread.BELOW);
        assertThat(throttle().note(key, "three", 3, window)).isEqualTo(Spread.REACHED);
        assertThat(throttle().note(key, "three", 3, window)).isEqualTo(Spread.ABOVE);
        assertThat(throttle().note(key, "four", 3, window)).isEqualTo(Spread.ABOVE);
        assertThat(throttle().note(anyKey(), "four", 3, window)).isEqualTo(Spread.BELOW);
    }

    @Test
    default void a_spread_is_forgotten_with_its_window() {
        String key = anyKey();
        Duration window = Duration.ofSeconds(10);
        throttle().note(key, "one", 2, window);

        pass(window);

        assertThat(throttle().note(key, "two", 2, window)).isEqualTo(Spread.BELOW);
        assertThat(throttle().note(key, "three", 2, window)).isEqualTo(Spread.REACHED);
    }
}
