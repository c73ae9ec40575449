package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Sweeping;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link Sweeping} must do. */
public interface SweepingContract {

    /** The store under test; each test may find others' sessions and news in it. */
    Sweeping sweeping();

    /** The same store as another node has it. */
    Sweeping sweepingOfAnotherNode();

    /** The sessions beside it. */
    Sessions sessions();

    /** The accounts beside it. */
    Users users();

    /** The record of revocations beside it. */
    Revocations revocations();

    /** The store's clock. */
    SettableClock clock();

    private UserId somebody() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("hash"), SomeEvents.any());
        return user.id();
    }

    private NewSession openedSession(UserId user) {
        NewSession session = SomeSessions.of(user, 0, clock().instant().plus(Duration.ofMinutes(15)));
        assertThat(sessions().open(session, SomeEvents.any())).isTrue();
        return session;
    }

    private List<NewSession> openedSessions(UserId user, int count) {
        return Stream.generate(() -> openedSession(user)).limit(count).toList();
    }

    private void waitUntilNobodysTurn() {
        clock().advance(Duration.ofDays(1));
    }

    @Test
    default void a_turn_is_one_nodes_until_it_is_over() {
        waitUntilNobodysTurn();

        assertThat(sweeping().takeTurn(Duration.ofSeconds(90))).isTrue();
        assertThat(sweepingOfAnotherNode().takeTurn(Duration.ofSeconds(90))).isFalse();

        clock().advance(Duration.ofSeconds(60));
        assertThat(sweeping().takeTurn(Duration.ofSeconds(90))).isTrue();

        clock().advance(Duration.ofSeconds(89));
        assertThat(sweepingOfAnotherNode().takeTurn(Duration.ofSeconds(90))).isFalse();

        clock().advance(Duration.ofSeconds(1));
        assertThat(sweepingOfAnotherNode().takeTurn(Duration.ofMillis(500))).isTrue();
        assertThat(sweeping().takeTurn(Duration.ofSeconds(90))).isFalse();

        clock().advance(Duration.ofMillis(500));
        assertThat(sweeping().takeTurn(Duration.ofSeconds(90))).isTrue();
    }

    @RepeatedTest(10)
    default void of_two_nodes_that_race_for_a_turn_one_has_it() {
        waitUntilNobodysTurn();

        List<Boolean> taken = Race.of(
                8, number -> (number % 2 == 0 ? sweeping() : sweepingOfAnotherNode()).takeTurn(Duration.ofMinutes(1)));

        boolean one = taken.get(0) && taken.get(2) && taken.get(4) && taken.get(6);
        boolean other = taken.get(1) && taken.get(3) && taken.get(5) && taken.get(7);
        assertThat(one).isNotEqualTo(other);
        assertThat(taken).filteredOn(mine -> mine).hasSize(4);
    }

    private void removeAllEndedSessions(int most) {
        Optional<SessionId> last = sweeping().removeEndedSessions(null, most);
        while (last.isPresent()) {
            Optional<SessionId> next = sweeping().removeEndedSessions(last.get(), most);
            assertThat(next).isNotEqualTo(last);
            last = next;
        }
    }

    /** A session that has ended by time can still be ended, as long as it is there. */
    private boolean isThere(NewSession session) {
        return sessions().end(session.userId(), session.id(), SomeEvents.any()).isPresent();
    }

    @Test
    default void sessions_that_have_ended_are_removed_slice_by_slice_and_no_others() {
        UserId user = somebody();
        List<NewSession> unused = openedSessions(user, 5);
        List<NewSession> used = openedSessions(user, 5);
        clock().advance(SomeSessions.IDLE_TTL.minusSeconds(1));
        used.forEach(session ->
                sessions().rotate(new Rotation(session.id(), 0, SomeSessions.IDLE_TTL, session.accessExpiresAt())));
        clock().advance(Duration.ofSeconds(1));

        removeAllEndedSessions(3);

        assertThat(used)
                .allSatisfy(session -> assertThat(sessions().find(session.id())).isPresent());
        assertThat(unused).noneMatch(this::isThere);
    }

    @Test
    default void sessions_that_were_used_until_their_very_end_are_removed_too() {
        NewSession session = openedSession(somebody());
        sessions().rotate(new Rotation(session.id(), 0, SomeSessions.MAX_TTL.plusDays(1), session.accessExpiresAt()));
        clock().advance(SomeSessions.MAX_TTL);

        removeAllEndedSessions(1_000);

        assertThat(isThere(session)).isFalse();
    }

    @Test
    default void sweeping_looks_at_no_more_than_it_is_asked_to() {
        UserId user = somebody();
        List<NewSession> sessions = openedSessions(user, 5);
        clock().advance(SomeSessions.IDLE_TTL);

        sweeping().removeEndedSessions(null, 2);

        assertThat(sessions.stream().filter(this::isThere)).hasSizeGreaterThanOrEqualTo(3);
    }

    private void removeAllOutdatedRevocations() {
        while (sweeping().removeOutdatedRevocations(1_000) == 1_000) {
            // There may be more.
        }
    }

    @Test
    default void outdated_news_is_removed_in_batches_and_current_news_stays() {
        clock().advance(Duration.ofDays(1));
        removeAllOutdatedRevocations();
        UserId user = somebody();
        openedSessions(user, 5).forEach(session -> sessions().end(user, session.id(), SomeEvents.any()));
        clock().advance(Duration.ofHours(2));
        Revocation current =
                sessions().end(user, openedSession(user).id(), SomeEvents.any()).orElseThrow();

        assertThat(sweeping().removeOutdatedRevocations(3)).isEqualTo(3);
        assertThat(sweeping().removeOutdatedRevocations(3)).isEqualTo(2);
        assertThat(sweeping().removeOutdatedRevocations(3)).isZero();

        List<Revocation> left = new ArrayList<>();
        revocations().read(null, left::add);
        assertThat(left).contains(current);
    }

    @Test
    default void news_stays_as_long_as_a_clock_that_is_behind_takes_a_token_that_it_concerns() {
        UserId user = somebody();
        NewSession ended = openedSession(user);
        Revocation news = sessions().end(user, ended.id(), SomeEvents.any()).orElseThrow();

        clock().set(news.until().plus(Revocation.TOLERANCE).minusMillis(1));
        removeAllOutdatedRevocations();

        List<Revocation> left = new ArrayList<>();
        revocations().read(null, left::add);
        assertThat(left).contains(news);
    }

    @Test
    default void sweeping_gets_in_nobodys_way() {
        UserId user = somebody();
        List<NewSession> ended = openedSessions(user, 20);
        clock().advance(SomeSessions.IDLE_TTL);
        List<NewSession> alive = openedSessions(user, 20);

        Race.of(6, number -> {
            if (number < 3) {
                removeAllEndedSessions(7);
                removeAllOutdatedRevocations();
            } else if (number == 3) {
                ended.forEach(session -> sessions().end(user, session.id(), SomeEvents.any()));
            } else if (number == 4) {
                alive.forEach(session -> sessions()
                        .rotate(new Rotation(session.id(), 0, SomeSessions.IDLE_TTL, session.accessExpiresAt())));
            } else {
                sessions().endAll(user, alive.get(0).id(), SomeEvents.any());
            }
            return true;
        });

        assertThat(sessions().find(alive.get(0).id())).isPresent();
        assertThat(ended).noneMatch(this::isThere);
    }
}
