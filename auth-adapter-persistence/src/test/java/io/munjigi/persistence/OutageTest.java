package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import io.munjigi.persistence.TestDatabase.Kind;
import io.munjigi.persistence.testkit.CuttableProxy;
import io.munjigi.persistence.testkit.RealPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is lost, silent, locked or too busy is answered for in time, and forgiven when it is back. */
@Tag("thorough")
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(5);

    /** As long as it takes HikariCP to wait for 5 seconds between two attempts. */
    private static final Duration LONG = Duration.ofSeconds(12);

    /** With what a busy machine may take on top. */
    private static final Duration REACHABILITY_LIMIT = Duration.ofSeconds(2).plusSeconds(3);

    private static final UserId NOBODY = new UserId(UUID.randomUUID());

    private static Duration timeOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void assertUnavailable(Runnable work) {
        Duration took = timeOf(() -> {
            AuthException refused = catchThrowableOfType(AuthException.class, work::run);
            assertThat(refused).as("refusal").isNotNull();
            assertThat(refused.error()).isEqualTo(AuthError.UNAVAILABLE);
        });
        assertThat(took).isLessThan(LIMIT);
    }

    private static void assertComesBack(Database database) {
        Duration took = timeOf(() -> {
            long deadline = System.nanoTime() + 2 * RECOVERY_LIMIT.toNanos();
            while (!answers(database) && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        });
        System.out.printf("the stores are back after %d ms%n", took.toMillis());
        assertThat(took).isLessThan(RECOVERY_LIMIT);
        assertThat(database.users().find(NOBODY)).isEmpty();
        assertThat(database.isReachable()).isTrue();
    }

    private static boolean answers(Database database) {
        try {
            return database.users().find(NOBODY).isEmpty();
        } catch (AuthException unavailable) {
            return false;
        }
    }

    private static DatabaseSettings through(CuttableProxy proxy, int poolSize) {
        String database = RealPostgres.newDatabase().url().replaceFirst(".*/", "");
        return DatabaseSettings.of("jdbc:postgresql://localhost:" + proxy.port() + "/" + database + "?user=postgres")
                .withPoolSize(poolSize);
    }

    @Test
    void a_lost_server_is_answered_for_in_time_and_forgiven() throws IOException {
        try (CuttableProxy proxy = new CuttableProxy(RealPostgres.port());
                Database database = Database.open(through(proxy, 3))) {
            assertThat(database.isReachable()).isTrue();
            proxy.cut();

            for (int i = 0; i < 3; i++) {
                assertUnavailable(() -> database.users().find(NOBODY));
            }
            assertUnavailable(() -> database.users().add(SomeUsers.anyone(), null, SomeEvents.any()));
            assertThat(timeOf(() -> assertThat(database.isReachable()).isFalse()))
                    .isLessThan(REACHABILITY_LIMIT);

            proxy.restore();
            assertComesBack(database);
        }
    }

    @Test
    void a_silent_network_is_answered_for_in_time_and_forgiven() throws IOException {
        try (CuttableProxy proxy = new CuttableProxy(RealPostgres.port());
                Database database = Database.open(through(proxy, 3))) {
            assertThat(database.users().find(NOBODY)).isEmpty();
            proxy.silence();

            // The first is asked on a connection that was used a moment ago, and so not validated.
            for (int i = 0; i < 3; i++) {
                assertUnavailable(() -> database.users().find(NOBODY));
            }
            assertThat(timeOf(() -> assertThat(database.isReachable()).isFalse()))
                    .isLessThan(REACHABILITY_LIMIT);

            proxy.restore();
            assertComesBack(database);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void after_a_long_outage_the_stores_are_back_within_five_seconds(boolean silent) throws IOException {
        try (CuttableProxy proxy = new CuttableProxy(RealPostgres.port());
                Database database = Database.open(through(proxy, 10))) {
            for (int outage = 0; outage < 3; outage++) {
                if (silent) {
                    proxy.silence();
                } else {
                    proxy.cut();
                }
                long start = System.nanoTime();
                while (System.nanoTime() - start < LONG.toNanos()) {
                    assertUnavailable(() -> database.users().find(NOBODY));
                }

                proxy.restore();
                assertComesBack(database);
            }
        }
    }

    @Test
    void connections_that_the_server_ends_are_replaced() {
        TestDatabase test = TestDatabase.fresh(Kind.POSTGRESQL);
        try (Database database = test.database) {
            assertThat(database.users().find(NOBODY)).isEmpty();
            RealPostgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                    + test.settings.url().replaceAll(".*/|\\?.*", "") + "'");

            assertComesBack(database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_stays_locked_is_answered_for_in_time(Kind kind) throws SQLException {
        TestDatabase test = TestDatabase.fresh(kind);
        User user = SomeUsers.anyone();
        try (Database database = test.database;
                Connection other = test.connect()) {
            database.users().add(user, PasswordHash.of("old"), SomeEvents.any());
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.executeUpdate("UPDATE users SET version = version + 1");
            }

            assertUnavailable(() ->
                    database.users().replacePasswordHash(user.id(), PasswordHash.of("old"), PasswordHash.of("new")));
            assertUnavailable(() -> database.users()
                    .add(SomeUsers.withEmail(takenElsewhere(other)), PasswordHash.of("hash"), SomeEvents.any()));
            assertThat(database.users().find(user.id())).contains(user);
            other.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_sets_less_time_is_answered_sooner(Kind kind) throws SQLException {
        TimeLimits usual = TimeLimits.usual();
        TimeLimits less = usual.withStatement(Duration.ofMillis(100));
        TestDatabase test = TestDatabase.fresh(kind);
        User user = SomeUsers.anyone();
        try (Database before = test.database;
                Connection other = test.connect();
                Database database = Database.open(test.settings.withLimits(less))) {
            before.users().add(user, PasswordHash.of("old"), SomeEvents.any());
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.executeUpdate("UPDATE users SET version = version + 1");
            }

            Duration took = timeOf(() -> assertUnavailable(() ->
                    database.users().replacePasswordHash(user.id(), PasswordHash.of("old"), PasswordHash.of("new"))));

            assertThat(took).isLessThan(usual.lock());
            other.rollback();
        }
    }

    @Test
    void a_time_that_is_out_of_bounds_is_refused() {
        TimeLimits usual = TimeLimits.usual();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> usual.withConnection(Duration.ofMillis(249)))
                .withMessage("the time for a connection is PT0.25S to PT30S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> usual.withStatement(Duration.ofMillis(5_001)))
                .withMessage("the time for a statement is PT0.1S to PT5S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> usual.withTransaction(Duration.ofMillis(10_001)))
                .withMessage("the time for a transaction is PT1S to PT10S");
    }

    /** An address that a transaction holds which has not committed yet. */
    private static String takenElsewhere(Connection other) {
        String address = "held@example.org";
        try (var insert =
                other.prepareStatement("INSERT INTO users (id, email, email_key, email_verified, disabled, version,"
                        + " created_at) VALUES (?, ?, ?, FALSE, FALSE, 0, CURRENT_TIMESTAMP)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, address);
            insert.setString(3, EmailKey.of(address).value());
            insert.executeUpdate();
            return address;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void an_exhausted_pool_is_answered_for_in_time() throws SQLException {
        try (HikariDataSource own = new HikariDataSource()) {
            own.setJdbcUrl(TestDatabase.freshSettings(Kind.H2_IN_MEMORY).url());
            own.setMaximumPoolSize(3);
            own.setConnectionTimeout(3_000);
            Database database = Database.on(own);
            try (var one = own.getConnection();
                    var two = own.getConnection();
                    var three = own.getConnection()) {
                assertThat(one).isNotSameAs(two).isNotSameAs(three);
                assertUnavailable(() -> database.users().find(NOBODY));
                assertThat(timeOf(() -> assertThat(database.isReachable()).isFalse()))
                        .isLessThan(REACHABILITY_LIMIT);
            }
            assertComesBack(database);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_closed_database_is_unavailable_and_closing_it_again_does_nothing(Kind kind) {
        Database database = TestDatabase.fresh(kind).database;
        database.close();
        database.close();

        assertUnavailable(() -> database.users().find(NOBODY));
        assertThat(database.isReachable()).isFalse();
    }

    @Test
    void many_may_ask_at_once_whether_a_silent_database_answers() throws IOException {
        try (CuttableProxy proxy = new CuttableProxy(RealPostgres.port());
                Database database = Database.open(through(proxy, 2))) {
            proxy.silence();

            Duration took = timeOf(() ->
                    assertThat(Race.of(32, number -> database.isReachable())).containsOnly(false));

            assertThat(took).isLessThan(REACHABILITY_LIMIT);
        }
    }
}
