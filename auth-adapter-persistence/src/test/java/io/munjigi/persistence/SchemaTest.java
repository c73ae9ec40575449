package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.User;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.persistence.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at a database without changing it. */
class SchemaTest {

    @ParameterizedTest
    @EnumSource
    void a_fresh_database_needs_everything_and_a_migrated_one_nothing(Kind kind) {
        DatabaseSettings settings = TestDatabase.freshSettings(kind);

        Database.Schema before = Database.schema(settings);
        assertThat(before.applied()).isEmpty();
        assertThat(before.pending()).first().isEqualTo("1 accounts sessions keys");
        assertThat(Database.schema(settings)).isEqualTo(before);
        try (Database open = Database.open(settings)) {
            assertThat(open.isReachable()).isTrue();
            assertThat(Database.schema(settings)).isEqualTo(new Database.Schema(before.pending(), List.of(), false));
        }
    }

    @Test
    void an_h2_file_that_is_not_there_is_not_made() {
        Path folder = TestDatabase.freshFolder();
        DatabaseSettings settings = DatabaseSettings.of("jdbc:h2:" + folder.resolve("munjigi"));

        assertThat(Database.schema(settings).pending()).isNotEmpty();
        assertThatExceptionOfType(DatabaseUnusableException.class)
                .isThrownBy(() -> Database.openUnchanged(settings))
                .withMessageContaining("there is no H2 database")
                .matches(refused -> !refused.isInUse());
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_there_can_be_read_without_migrating(Kind kind) {
        DatabaseSettings settings = TestDatabase.freshSettings(kind);
        User user = SomeUsers.anyone();
        try (Database open = Database.open(settings)) {
            open.users().add(user, null, SomeEvents.any());
            try (Database unchanged = Database.openUnchanged(settings.withPoolSize(1))) {
                assertThat(unchanged.users().find(user.id())).contains(user);
            }
        }
    }

    /** So that nobody forgets to write down what Flyway notes of a new script. */
    @ParameterizedTest
    @EnumSource
    void a_migrated_database_is_known_as_one(Kind kind) throws SQLException {
        TestDatabase migrated = TestDatabase.fresh(kind);
        try (Connection connection = migrated.connect()) {
            assertThat(AppliedScripts.noted(connection)).isEqualTo(AppliedScripts.expected(kind == Kind.POSTGRESQL));
            assertThat(AppliedScripts.areThoseOfThisVersion(connection, kind == Kind.POSTGRESQL))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE %s SET \"checksum\" = 1 WHERE \"version\" = '2'",
                "UPDATE %s SET \"success\" = FALSE WHERE \"version\" = '3'",
                "DELETE FROM %s WHERE \"version\" = '1'",
                "UPDATE %s SET \"version\" = '9999' WHERE \"version\" = '4'",
                "DROP TABLE %s"
            })
    void one_that_differs_in_any_way_is_not(String change) throws SQLException {
        TestDatabase changed = TestDatabase.fresh(Kind.POSTGRESQL);
        changed.execute(change.formatted(Migrations.HISTORY));
        try (Connection connection = changed.connect()) {
            assertThat(AppliedScripts.areThoseOfThisVersion(connection, true)).isFalse();
        }
    }

    @Test
    void what_stands_in_another_schema_does_not_count() throws SQLException {
        TestDatabase migrated = TestDatabase.fresh(Kind.POSTGRESQL);
        try (Connection connection = migrated.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA first");
            statement.execute("SET search_path TO first, public");

            assertThat(AppliedScripts.areThoseOfThisVersion(connection, true)).isFalse();
        }
    }

    @Test
    void a_newer_version_is_noticed() {
        TestDatabase older = TestDatabase.fresh(Kind.POSTGRESQL);
        older.execute("INSERT INTO munjigi_schema_history (installed_rank, version, description, success, type, script,"
                + " installed_by, execution_time) VALUES (9999, '9999', 'later', TRUE, 'SQL', 'V9999__x.sql', 'x', 0)");

        assertThat(Database.schema(older.settings).isNewer()).isTrue();
    }
}
