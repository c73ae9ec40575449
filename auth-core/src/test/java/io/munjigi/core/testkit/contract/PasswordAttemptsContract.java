package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AttemptRule;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.PasswordAttempts.Turn;
import io.munjigi.core.port.Sweeping;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link PasswordAttempts} must do. */
public interface PasswordAttemptsContract {

    /** Two are free, then a second, two, four; at the seventh an hour. */
    AttemptRule RULE = new AttemptRule(2, Duration.ofSeconds(1), Duration.ofSeconds(4), 7, Duration.ofHours(1));

    /** All are free up to the hundredth. */
    AttemptRule WITHOUT_WAITS = new AttemptRule(100, Duration.ZERO, Duration.ZERO, 100, Duration.ofHours(1));

    /** The store under test; each test may find others' counts in it. */
    PasswordAttempts passwordAttempts();

    /** What sweeps it. */
    Sweeping sweeping();

    /** The store's clock. */
    SettableClock clock();

    private static AttemptKey anyKey() {
        return new AttemptKey(UUID.randomUUID());
    }

    private Turn take(AttemptKey key) {
        return passwordAttempts().take(key, RULE);
    }

    private static Turn given(int number) {
        return new Turn(number, Duration.ZERO);
    }

    private static Turn refused(int number, Duration pause) {
        return new Turn(number, pause);
    }

    @Test
    default void each_attempt_counts_as_wrong_and_those_after_the_free_ones_wait_twice_as_long_each() {
        AttemptKey key = anyKey();

        assertThat(take(key)).isEqualTo(given(1));
        assertThat(take(key)).isEqualTo(given(2));
        assertThat(take(key)).isEqualTo(given(3));
        assertThat(take(key)).isEqualTo(refused(3, Duration.ofSeconds(1)));
        clock().advance(Duration.ofMillis(400));
        assertThat(take(key)).isEqualTo(refused(3, Duration.ofMillis(600)));
        clock().advance(Duration.ofMillis(600));
        assertThat(take(key)).isEqualTo(given(4));
        assertThat(take(key)).isEqualTo(refused(4, Duration.ofSeconds(2)));
        clock().advance(Duration.ofSeconds(2));
        assertThat(take(key)).isEqualTo(given(5));
        clock().advance(Duration.ofSeconds(4));
        assertThat(take(key)).isEqualTo(given(6));
        assertThat(take(key)).isEqualTo(refused(6, Duration.ofSeconds(4)));
        clock().advance(Duration.ofSeconds(4));
        assertThat(take(key)).isEqualTo(given(7));
        assertThat(take(key)).isEqualTo(refused(7, Duration.ofHours(1)));
    }

    @Test
    default void what_is_long_ago_is_forgotten() {
        AttemptKey key = anyKey();
        take(key);
        take(key);
        take(key);

        clock().advance(Duration.ofHours(1));

        assertThat(take(key)).isEqualTo(given(1));
    }

    @Test
    default void after_the_most_there_is_one_again_when_they_are_forgotten() {
        AttemptKey key = anyKey();
        for (int number = 1; number <= RULE.most(); number++) {
            assertThat(take(key)).isEqualTo(given(number));
            clock().advance(number < RULE.most() ? RULE.waitAfter(number) : Duration.ZERO);
        }

        clock().advance(RULE.memory().minusMillis(1));
        assertThat(take(key)).isEqualTo(refused(7, Duration.ofMillis(1)));
        clock().advance(Duration.ofMillis(1));
        assertThat(take(key)).isEqualTo(given(1));
    }

    @Test
    default void a_right_one_makes_them_forgotten_at_once_and_leaves_others_alone() {
        AttemptKey one = anyKey();
        AttemptKey another = anyKey();
        AttemptKey third = anyKey();
        for (AttemptKey key : List.of(one, another, third)) {
            take(key);
            take(key);
            take(key);
        }

        assertThat(passwordAttempts().forget(List.of(one, another))).isTrue();

        assertThat(take(one)).isEqualTo(given(1));
        assertThat(take(another)).isEqualTo(given(1));
        assertThat(take(third).isGiven()).isFalse();
        assertThat(passwordAttempts().forget(List.of(anyKey()))).isFalse();
    }

    @Test
    default void one_that_is_given_back_does_not_count_and_its_wait_neither() {
        AttemptKey key = anyKey();
        take(key);
        take(key);
        take(key);

        passwordAttempts().giveBack(key);

        assertThat(take(key)).isEqualTo(given(3));
        passwordAttempts().giveBack(anyKey());
    }

    @Test
    default void the_next_can_be_postponed_and_is_never_brought_forward_by_it() {
        AttemptKey key = anyKey();
        take(key);

        passwordAttempts().postpone(key, Duration.ofMinutes(1));
        passwordAttempts().postpone(key, Duration.ofSeconds(1));

        assertThat(take(key)).isEqualTo(refused(1, Duration.ofMinutes(1)));
        clock().advance(Duration.ofMinutes(1));
        assertThat(take(key)).isEqualTo(given(2));
        AttemptKey untried = anyKey();
        passwordAttempts().postpone(untried, Duration.ofMinutes(1));
        assertThat(take(untried)).isEqualTo(given(1));
    }

    @RepeatedTest(5)
    default void of_many_at_once_no_more_are_given_than_the_rule_allows() {
        AttemptKey key = anyKey();
        AttemptRule ten = new AttemptRule(10, Duration.ZERO, Duration.ZERO, 10, Duration.ofHours(1));

        List<Turn> turns = Race.of(32, number -> passwordAttempts().take(key, ten));

        assertThat(turns)
                .filteredOn(Turn::isGiven)
                .extracting(Turn::number)
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(turns).filteredOn(turn -> !turn.isGiven()).hasSize(22).allMatch(turn -> turn.number() == 10);
    }

    private List<AttemptKey> tried(int keys, int times) {
        List<AttemptKey> all = new ArrayList<>();
        for (int index = 0; index < keys; index++) {
            AttemptKey key = anyKey();
            for (int time = 0; time < times; time++) {
                passwordAttempts().take(key, WITHOUT_WAITS);
            }
            all.add(key);
        }
        return all;
    }

    private int numberOfNext(AttemptKey key) {
        return passwordAttempts().take(key, WITHOUT_WAITS).number();
    }

    private void removeAll() {
        clock().advance(Duration.ofDays(1));
        while (sweeping().removeOutdatedAttempts(0, 100) > 0) {
            // Until there are none.
        }
    }

    @Test
    default void those_that_are_forgotten_are_removed_some_at_a_time() {
        removeAll();
        tried(5, 1);
        clock().advance(WITHOUT_WAITS.memory());
        List<AttemptKey> fresh = tried(2, 3);

        assertThat(sweeping().removeOutdatedAttempts(100, 3)).isEqualTo(3);
        assertThat(sweeping().removeOutdatedAttempts(100, 3)).isEqualTo(2);
        assertThat(sweeping().removeOutdatedAttempts(100, 3)).isZero();

        assertThat(fresh).allMatch(key -> numberOfNext(key) == 4);
    }

    @Test
    default void of_too_many_those_with_the_fewest_wrong_ones_go_first() {
        removeAll();
        List<AttemptKey> heavy = tried(3, 5);
        List<AttemptKey> oldest = tried(2, 1);
        clock().advance(Duration.ofSeconds(1));
        List<AttemptKey> light = tried(2, 1);

        assertThat(sweeping().removeOutdatedAttempts(5, 100)).isEqualTo(2);

        assertThat(oldest).allMatch(key -> numberOfNext(key) == 1);
        assertThat(light).allMatch(key -> numberOfNext(key) == 2);
        assertThat(heavy).allMatch(key -> numberOfNext(key) == 6);
    }
}
