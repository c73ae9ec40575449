package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munjigi.core.model.AccountChange.NewPassword;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import io.munjigi.persistence.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is recorded when commits come in an order that a race of the contracts may not meet. */
class RevocationOrderTest {

    /** Longer than a statement takes to meet a lock, shorter than it waits for it. */
    private static final Duration A_WHILE = Duration.ofMillis(500);

    private static final Duration LONGEST_TRANSACTION = Duration.ofMillis(100);

    private static NewSession sessionIn(Database database, UserId user, Instant accessExpiresAt) {
        NewSession session = SomeSessions.of(user, 0, accessExpiresAt);
        assertThat(database.sessions().open(session, SomeEvents.any())).isTrue();
        return session;
    }

    private static UserId userIn(Database database) {
        User user = SomeUsers.anyone();
        database.users().add(user, PasswordHash.of("old"), SomeEvents.any());
        return user.id();
    }

    private static List<Revocation> readFrom(Database database, @Nullable Instant since) {
        List<Revocation> news = new ArrayList<>();
        database.revocations().read(since, news::add);
        return news;
    }

    @ParameterizedTest
    @EnumSource
    void the_end_of_a_session_waits_for_its_rotation_and_covers_it(Kind kind) throws Exception {
        assertWaitsAndCovers(
                kind,
                (database, session) ->
                        database.sessions().end(session.userId(), session.id(), SomeEvents.any()).stream()
                                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void the_end_of_all_sessions_waits_for_a_rotation_and_covers_it(Kind kind) throws Exception {
        assertWaitsAndCovers(
                kind, (database, session) -> database.sessions().endAll(session.userId(), null, SomeEvents.any()));
    }

    @ParameterizedTest
    @EnumSource
    void a_change_of_password_waits_for_a_rotation_and_covers_it(Kind kind) throws Exception {
        assertWaitsAndCovers(
                kind,
                (database, session) -> database.users()
                        .change(session.userId(), new NewPassword(0, PasswordHash.of("new"), null), SomeEvents.any())
                        .news());
    }

    /** The session's access token has long expired when a rotation brings the next. */
    private static void assertWaitsAndCovers(Kind kind, BiFunction<Database, NewSession, List<Revocation>> change)
            throws Exception {
        TestDatabase test = TestDatabase.fresh(kind);
        try (Database database = test.database;
                Connection rotating = test.connect()) {
            NewSession session = sessionIn(database, userIn(database), test.clock.instant());
            test.clock.advance(Duration.ofHours(1));
            Instant rotated = test.clock.instant().plus(Duration.ofMinutes(15));
            rotating.setAutoCommit(false);
            rotate(rotating, rotated);

            CompletableFuture<List<Revocation>> changing =
                    CompletableFuture.supplyAsync(() -> change.apply(database, session));
            Thread.sleep(A_WHILE.toMillis());
            assertThat(changing).isNotDone();
            rotating.commit();

            assertThat(changing.get()).singleElement().satisfies(news -> {
                assertThat(news.until()).isEqualTo(rotated);
                assertThat(readFrom(database, null)).contains(news);
            });
        }
    }

    private static void rotate(Connection connection, Instant accessExpiresAt) throws SQLException {
        OffsetDateTime expiry = Columns.timestamp(accessExpiresAt);
        try (var update = connection.prepareStatement("UPDATE sessions SET generation = 1, access_expires_at = ?")) {
            update.setObject(1, expiry);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    /** By the database's own clock, which stamps a row with the time when its transaction began. */
    @Test
    void what_is_committed_after_a_reading_is_in_the_next_one() throws Exception {
        DatabaseSettings settings = TestDatabase.freshSettings(Kind.POSTGRESQL);
        try (Database database = Database.open(settings);
                Connection other = Engine.of(settings).forMigrations().getConnection();
                Statement statement = other.createStatement()) {
            Instant expiry = Instant.now().plus(Duration.ofMinutes(15)).truncatedTo(ChronoUnit.MICROS);
            NewSession session = sessionIn(database, userIn(database), expiry);
            other.setAutoCommit(false);
            statement.execute("SELECT id FROM sessions FOR UPDATE");

            CompletableFuture<Boolean> ending = CompletableFuture.supplyAsync(() -> database.sessions()
                    .end(session.userId(), session.id(), SomeEvents.any())
                    .isPresent());
            Thread.sleep(A_WHILE.toMillis());
            List<Revocation> tooEarly = new ArrayList<>();
            Instant since = database.revocations().read(null, tooEarly::add);
            other.rollback();

            assertThat(ending.get()).isTrue();
            assertThat(tooEarly).isEmpty();
            assertThat(readFrom(database, since)).containsExactly(Revocation.ofSession(session.id(), expiry));
        }
    }

    @Test
    void a_sweep_waits_for_nobody() throws SQLException {
        TestDatabase test = TestDatabase.fresh(Kind.POSTGRESQL);
        try (Database database = test.database;
                Connection other = test.connect();
                Statement statement = other.createStatement()) {
            UserId user = userIn(database);
            NewSession held = sessionIn(database, user, test.clock.instant());
            NewSession free = sessionIn(database, user, test.clock.instant());
            test.clock.advance(SomeSessions.IDLE_TTL);
            other.setAutoCommit(false);
            statement.execute("SELECT id FROM sessions WHERE id = '" + held.id() + "' FOR UPDATE");

            assertThat(database.sweeping().removeEndedSessions(null, 100)).isEmpty();

            other.rollback();
            assertThat(database.sessions().end(user, free.id(), SomeEvents.any()))
                    .isEmpty();
            assertThat(database.sessions().end(user, held.id(), SomeEvents.any()))
                    .isPresent();
        }
    }

    @Test
    void a_reading_looks_back_further_than_the_longest_transaction_that_may_be_set() {
        Duration idle = TimeLimits.LONGEST_STATEMENT;
        Duration commit = TimeLimits.LONGEST_STATEMENT.plusSeconds(1);

        assertThat(JdbiRevocations.OVERLAP)
                .isGreaterThan(TimeLimits.LONGEST_TRANSACTION.plus(idle).plus(commit));
    }

    @Test
    void a_transaction_that_takes_too_long_is_given_up() {
        TestDatabase test = TestDatabase.fresh(Kind.H2_IN_MEMORY);
        try (Database database = test.database) {
            Queries queries = new Queries(Engine.of(test.settings).forPool(), LONGEST_TRANSACTION);

            assertThatThrownBy(() -> queries.inTransaction(handle -> {
                        handle.execute("INSERT INTO turns (work) VALUES ('slow')");
                        LockSupport.parkNanos(LONGEST_TRANSACTION.toNanos() + 1);
                        return 0;
                    }))
                    .isInstanceOf(AuthException.class);
            List<String> work = test.jdbi()
                    .withHandle(handle -> handle.select("SELECT work FROM turns")
                            .mapTo(String.class)
                            .list());
            assertThat(work).isNotEmpty().doesNotContain("slow");
            assertThat(database.isReachable()).isTrue();
        }
    }
}
