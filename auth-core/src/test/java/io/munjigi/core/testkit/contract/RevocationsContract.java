package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Revocations} must do. */
public interface RevocationsContract {

    /** The store under test; each test may find others' news in it. */
    Revocations revocations();

    /** The sessions beside it, whose ends are news. */
    Sessions sessions();

    /** The accounts beside it. */
    Users users();

    /** The store's clock. */
    SettableClock clock();

    private UserId someone() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("hash"), SomeEvents.any());
        return user.id();
    }

    private Revocation endSession(UserId user) {
        NewSession session = SomeSessions.of(user, 0, clock().instant().plus(Duration.ofMinutes(15)));
        sessions().open(session, SomeEvents.any());
        return sessions().end(user, session.id(), SomeEvents.any()).orElseThrow();
    }

    private List<Revocation> readSince(Instant since) {
        List<Revocation> read = new ArrayList<>();
        revocations().read(since, read::add);
        return read;
    }

    @Test
    default void a_reading_says_when_it_began_by_the_stores_clock() {
        assertThat(revocations().read(null, news -> {})).isEqualTo(clock().instant());

        clock().advance(Duration.ofSeconds(7));
        assertThat(revocations().read(clock().instant(), news -> {})).isEqualTo(clock().instant());
    }

    @Test
    default void what_is_recorded_by_itself_is_read_too() {
        Revocation late = Revocation.ofSession(
                new SessionId(UUID.randomUUID()), clock().instant().plus(Duration.ofMinutes(15)));

        revocations().record(late, SomeEvents.any());

        List<Revocation> read = new ArrayList<>();
        revocations().read(null, read::add);
        assertThat(read).contains(late);
    }

    @Test
    default void a_reading_gives_what_was_recorded_since_the_one_before_began() {
        UserId user = someone();
        Revocation first = endSession(user);
        List<Revocation> everything = new ArrayList<>();
        Instant firstReading = revocations().read(null, everything::add);
        Revocation second = endSession(user);
        clock().advance(Duration.ofMinutes(5));
        Instant secondReading = revocations().read(firstReading, news -> {});
        Revocation third = endSession(user);

        assertThat(everything).contains(first).doesNotContain(second, third);
        assertThat(readSince(firstReading)).contains(second, third);
        assertThat(readSince(secondReading)).contains(third).doesNotContain(first, second);
    }

    @Test
    default void news_stays_as_long_as_it_matters() {
        Revocation news = endSession(someone());

        clock().set(news.until().minusSeconds(1));
        List<Revocation> everything = new ArrayList<>();
        revocations().read(null, everything::add);

        assertThat(everything).contains(news);
    }

    @Test
    default void a_session_whose_token_a_clock_that_is_behind_still_takes_ends_with_news() {
        UserId user = someone();
        NewSession one = openedUntil(user, clock().instant().plus(Duration.ofMinutes(15)));
        NewSession other = openedUntil(user, one.accessExpiresAt());

        clock().set(one.accessExpiresAt().plus(Revocation.TOLERANCE).minusMillis(1));
        sessions().end(user, one.id(), SomeEvents.any());
        sessions().endAll(user, null, SomeEvents.any());

        List<Revocation> everything = new ArrayList<>();
        revocations().read(null, everything::add);
        assertThat(everything)
                .contains(
                        Revocation.ofSession(one.id(), one.accessExpiresAt()),
                        Revocation.ofSession(other.id(), other.accessExpiresAt()));
    }

    private NewSession openedUntil(UserId user, Instant accessExpiresAt) {
        NewSession session = SomeSessions.of(user, 0, accessExpiresAt);
        assertThat(sessions().open(session, SomeEvents.any())).isTrue();
        return session;
    }

    @Test
    default void a_reader_that_fails_is_told_so_and_nothing_is_left_behind() {
        Revocation news = endSession(someone());
        RuntimeException failure = new IllegalStateException("the reader's own");

        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> revocations().read(null, any -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }

        assertThat(readSince(clock().instant())).contains(news);
    }

    @Test
    default void what_was_acknowledged_before_a_reading_is_never_missing_from_it_and_those_before() {
        int writers = 6;
        List<UserId> users = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            users.add(someone());
        }
        Set<Revocation> read = new HashSet<>();
        Instant[] since = {revocations().read(null, read::add)};
        ConcurrentLinkedQueue<Revocation> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicInteger writing = new AtomicInteger(writers);

        Race.of(writers + 1, number -> {
            if (number < writers) {
                try {
                    for (int i = 0; i < 60; i++) {
                        acknowledged.add(endSession(users.get(number)));
                    }
                } finally {
                    writing.decrementAndGet();
                }
                return true;
            }
            while (writing.get() > 0) {
                List<Revocation> before = List.copyOf(acknowledged);
                since[0] = revocations().read(since[0], read::add);
                assertThat(read).containsAll(before);
                clock().advance(Duration.ofMillis(1));
            }
            return true;
        });

        revocations().read(since[0], read::add);
        assertThat(read).containsAll(acknowledged);
    }
}
