package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import io.munjigi.persistence.TestDatabase.Kind;
import io.munjigi.persistence.testkit.RealPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {

    private static final String PASSWORD = "canary-s3cret";

    private static String refusal(DatabaseSettings settings) {
        DatabaseUnusableException refused =
                catchThrowableOfType(DatabaseUnusableException.class, () -> Database.open(settings));
        assertThat(refused).as("refusal").isNotNull().hasNoCause();
        String message = String.valueOf(refused.getMessage());
        assertThat(message).doesNotContain(PASSWORD).hasLineCount(1);
        return message;
    }

    private static String refusal(String url) {
        return refusal(DatabaseSettings.of(url));
    }

    @ParameterizedTest
    @EnumSource
    void what_was_kept_is_there_when_it_is_opened_again(Kind kind) {
        DatabaseSettings settings = TestDatabase.freshSettings(kind);
        User user = SomeUsers.anyone();
        try (Database first = Database.open(settings)) {
            first.users().add(user, PasswordHash.of("hash"), SomeEvents.any());
            try (Database second = Database.open(settings)) {
                assertThat(second.users().find(user.id())).contains(user);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_nodes_may_open_a_fresh_database_at_once(Kind kind) throws SQLException {
        DatabaseSettings settings = TestDatabase.freshSettings(kind).withPoolSize(2);
        User user = SomeUsers.anyone();
        try (var held = Engine.of(settings).forMigrations().getConnection();
                var statement = held.createStatement()) {
            // Beside a table of somebody else's, Flyway has one more thing to do.
            statement.execute("CREATE TABLE orders (id INTEGER)");

            var opened = Race.of(8, number -> Database.open(settings));

            opened.get(0).users().add(user, null, SomeEvents.any());
            assertThat(opened)
                    .allSatisfy(node -> assertThat(node.users().find(user.id())).isPresent());
            opened.forEach(Database::close);
        }
    }

    /** As a kill between two commits does, of which one said what the other had done. */
    @Tag("thorough")
    @Test
    void an_opening_of_postgresql_that_is_cut_off_after_any_of_its_commits_is_simply_begun_again() throws SQLException {
        int commits = 0;
        boolean opened;
        do {
            commits++;
            DatabaseSettings settings = TestDatabase.freshSettings(Kind.POSTGRESQL);
            opened = isOpenedWithin(commits, Engine.of(settings).forMigrations());
            Database.open(settings).close();
        } while (!opened);
        assertThat(commits).as("more than scripts").isGreaterThan(5);
    }

    private static boolean isOpenedWithin(int commits, DataSource source) {
        try (CutOff cutOff = new CutOff(source, commits)) {
            Database.on(cutOff.source());
            return true;
        } catch (DatabaseUnusableException | CutOff.Cut cut) {
            return false;
        }
    }

    @Test
    void whoever_waits_too_long_for_a_node_that_migrates_is_told_so() throws SQLException {
        DatabaseSettings settings = TestDatabase.freshSettings(Kind.POSTGRESQL);
        TimeLimits impatient = TimeLimits.usual().withMigration(Duration.ofSeconds(1));
        try (var other = Engine.of(settings).forMigrations().getConnection();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Migrations.LOCK + ")");

            assertThat(refusal(settings.withLimits(impatient)))
                    .isEqualTo(
                            "another node still migrates the database after PT1S: see what keeps it, then start again");

            statement.execute("SELECT pg_advisory_unlock(" + Migrations.LOCK + ")");
            Database.open(settings.withLimits(impatient)).close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:mysql://localhost/x?password=" + PASSWORD,
                "postgresql://u:" + PASSWORD + "@localhost/x"
            })
    void a_url_of_another_kind_is_refused(String url) {
        assertThat(refusal(url)).isEqualTo("the database URL must begin with jdbc:h2: or jdbc:postgresql:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:data/x;PASSWORD=" + PASSWORD,
                "jdbc:h2:foo:bar;PASSWORD=" + PASSWORD,
                "jdbc:postgresql://localhost:port/x?password=" + PASSWORD,
                "jdbc:postgresql://user:" + PASSWORD + "@localhost:1x/x"
            })
    void a_malformed_url_is_refused(String url) {
        assertThat(refusal(url)).startsWith("the database URL is malformed: ");
    }

    @Test
    void h2_settings_that_are_none_are_named() {
        assertThat(refusal("jdbc:h2:mem:x;NOPE=1;PASSWORD=" + PASSWORD)).contains("NOPE");
        assertThat(refusal(
                        DatabaseSettings.of("jdbc:h2:mem:x;NOPE=" + PASSWORD).withUser("sa", Secret.ofText(PASSWORD))))
                .contains("NOPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:", "jdbc:h2:mem:", "jdbc:h2:mem:;USER=sa"})
    void an_h2_database_that_no_two_connections_would_share_is_refused(String url) {
        assertThat(refusal(url)).startsWith("the H2 database needs a name");
    }

    @Test
    void an_h2_file_that_could_not_be_recovered_is_refused() {
        assertThat(refusal("jdbc:h2:" + TestDatabase.freshFolder().resolve("x") + ";CIPHER=AES"))
                .startsWith("an H2 file encrypted by H2 (CIPHER)");
    }

    @Test
    void a_server_that_is_not_there_is_named() throws IOException {
        int port = freePort();

        assertThat(refusal("jdbc:postgresql://127.0.0.1:" + port + "/accounts?user=u&password=" + PASSWORD))
                .isEqualTo("PostgreSQL at 127.0.0.1:" + port + "/accounts cannot be reached");
        assertThat(refusal("jdbc:h2:tcp://127.0.0.1:" + port + "/x;PASSWORD=" + PASSWORD))
                .isEqualTo("the H2 server of tcp://127.0.0.1:" + port + "/x cannot be reached");
        assertThat(refusal("jdbc:postgresql://no-such-host.invalid/accounts"))
                .isEqualTo("PostgreSQL at no-such-host.invalid:5432/accounts cannot be reached");
    }

    @Test
    void a_server_that_takes_connections_and_stays_silent_is_named() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusal("jdbc:postgresql://localhost:" + silent.getLocalPort() + "/auth"))
                    .isEqualTo("PostgreSQL at localhost:" + silent.getLocalPort() + "/auth cannot be reached");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_wrong_user_or_password_is_refused() {
        DatabaseSettings h2 = TestDatabase.freshSettings(Kind.H2_IN_A_FILE);
        Database.open(h2.withUser("owner", Secret.ofText("right"))).close();
        assertThat(refusal(h2.withUser("owner", Secret.ofText(PASSWORD)))).contains("refuses this user or password");

        assertThat(refusal(DatabaseSettings.of(RealPostgres.newDatabase().url())
                        .withUser("nobody-we-know", Secret.ofText(PASSWORD))))
                .contains("refuses this user or password");
    }

    @Test
    void a_database_that_a_server_does_not_have_is_named() {
        assertThat(refusal("jdbc:postgresql://localhost:" + RealPostgres.port() + "/nope?user=postgres"))
                .endsWith("/nope has no such database");
    }

    @Test
    void an_h2_file_in_use_by_another_process_is_refused() throws Exception {
        Path folder = TestDatabase.freshFolder();
        ChildProcess child = ChildProcess.inserting("jdbc:h2:" + folder.resolve("x"));
        child.awaitFirstLine();

        assertThat(refusal("jdbc:h2:" + folder.resolve("x"))).endsWith("is in use by another process");
        child.kill();
    }

    @ParameterizedTest
    @EnumSource
    void a_database_that_a_newer_version_wrote_is_refused(Kind kind) {
        TestDatabase older = TestDatabase.fresh(kind);
        older.execute(history("'9999', 'from the future', TRUE"));

        assertThat(refusal(older.settings)).startsWith("the database was written by a newer version of Munjigi");
        older.database.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_database_with_a_failed_migration_is_refused(Kind kind) {
        TestDatabase broken = TestDatabase.fresh(kind);
        broken.execute("UPDATE \"munjigi_schema_history\" SET \"success\" = FALSE WHERE \"version\" = '1'");

        assertThat(refusal(broken.settings)).startsWith("an earlier migration of the database failed half-way");
        broken.database.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_database_migrated_by_other_scripts_is_refused(Kind kind) {
        TestDatabase other = TestDatabase.fresh(kind);
        other.execute("UPDATE \"munjigi_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");

        assertThat(refusal(other.settings)).startsWith("the database was migrated by scripts that are not those");
        other.database.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_migration_that_meets_a_foreign_table_says_so(Kind kind) throws SQLException {
        DatabaseSettings settings = TestDatabase.freshSettings(kind);
        var source = Engine.of(settings).forMigrations();
        try (var held = source.getConnection();
                var statement = held.createStatement()) {
            statement.execute("CREATE TABLE users (id INTEGER)");

            assertThat(refusal(settings))
                    .startsWith("the database could not be migrated: ")
                    .containsIgnoringCase("users")
                    .containsIgnoringCase("already exists");
        }
    }

    private static String history(String versionDescriptionSuccess) {
        return "INSERT INTO \"munjigi_schema_history\" (\"installed_rank\", \"version\", \"description\", \"success\", \"type\","
                + " \"script\", \"installed_by\", \"execution_time\") VALUES (99, " + versionDescriptionSuccess
                + ", 'SQL', 'V9999__x.sql', 'x', 0)";
    }

    @ParameterizedTest
    @EnumSource(names = {"H2_IN_MEMORY", "POSTGRESQL"})
    void the_stores_stand_in_an_applications_own_database_beside_its_tables(Kind kind) throws SQLException {
        User user = SomeUsers.anyone();
        try (HikariDataSource own = new HikariDataSource()) {
            own.setJdbcUrl(TestDatabase.freshSettings(kind).url());
            own.setMaximumPoolSize(3);
            try (var connection = own.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders (id INTEGER)");
            }

            Database.on(own).close();
            Database database = Database.onWithoutMigrating(own);

            assertThat(database.users().add(user, null, SomeEvents.any())).isTrue();
            assertThat(database.users().find(user.id())).contains(user);
            assertThat(database.isReachable()).isTrue();
        }
    }

    @Test
    void an_applications_database_that_cannot_be_reached_is_refused() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:tcp://127.0.0.1:1/x;PASSWORD=" + PASSWORD);

        assertThatExceptionOfType(DatabaseUnusableException.class)
                .isThrownBy(() -> Database.on(source))
                .withMessageContaining("cannot be reached")
                .withMessageNotContaining(PASSWORD);
    }

    @Test
    void settings_hide_what_they_hold() {
        DatabaseSettings settings = DatabaseSettings.of("jdbc:postgresql://localhost/x?password=" + PASSWORD)
                .withUser("u", Secret.ofText(PASSWORD));

        assertThat(settings.toString()).doesNotContain(PASSWORD);
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withPoolSize(0));
    }
}
