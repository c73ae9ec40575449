package io.munjigi.app.transfer;

import static io.munjigi.app.transfer.Rows.HASH;
import static io.munjigi.app.transfer.Rows.ID;
import static io.munjigi.app.transfer.Rows.account;
import static io.munjigi.app.transfer.Rows.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class SqliteFileTest {

    /** As SQLAlchemy declares the table of FastAPI's tutorials. */
    private static final String TUTORIAL = """
            CREATE TABLE users (
            \tid INTEGER NOT NULL,
            \temail VARCHAR,
            \thashed_password VARCHAR,
            \tis_active BOOLEAN,
            \tPRIMARY KEY (id)
            )""";

    @TempDir
    private Path directory;

    private Path database(String... statements) throws SQLException {
        Path file = directory.resolve("app.db");
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return file;
    }

    private static Connection open(Path file) throws SQLException {
        return new JDBC().connect("jdbc:sqlite:" + file, new Properties());
    }

    private static List<SourceRow> rows(Path file) {
        return Rows.of(new SourceDescription.Sqlite(file));
    }

    @Test
    void the_table_of_a_tutorial_is_read_without_its_ids() throws SQLException {
        Path file = database(
                TUTORIAL,
                "CREATE UNIQUE INDEX ix_users_email ON users (email)",
                "INSERT INTO users (email, hashed_password, is_active) VALUES ('ada@example.com', '" + HASH + "', 1)",
                "INSERT INTO users (email, is_active) VALUES ('bob@example.com', 0), ('eve@example.com', NULL)");

        List<SourceRow> rows = rows(file);

        assertThat(rows).extracting(SourceRow::position).containsExactly(1L, 2L, 3L);
        assertThat(rows)
                .extracting(row -> ((AccountRow) row).email())
                .containsExactly("ada@example.com", "bob@example.com", "eve@example.com");
        assertThat(rows).extracting(row -> ((AccountRow) row).disabled()).containsExactly(false, true, false);
        assertThat(rows).extracting(row -> ((AccountRow) row).id()).containsOnlyNulls();
        assertThat(rows).extracting(row -> Rows.hash((AccountRow) row)).containsExactly(HASH, null, null);
    }

    @Test
    void the_table_of_fastapi_users_is_read_with_its_ids() throws SQLException {
        Path file = database(
                "CREATE TABLE user (id CHAR(36) NOT NULL PRIMARY KEY, email VARCHAR(320) NOT NULL, hashed_password"
                        + " VARCHAR(1024) NOT NULL, is_active BOOLEAN NOT NULL, is_superuser BOOLEAN NOT NULL,"
                        + " is_verified BOOLEAN NOT NULL, created_at DATETIME)",
                "INSERT INTO user VALUES ('" + ID + "', 'ada@example.com', '" + HASH
                        + "', 1, 1, 1, '2024-02-29 12:30:00.000000')");

        assertThat(rows(file)).containsExactly(account(1, "ada@example.com", HASH, List.of(), true, false));
    }

    @Test
    void bytes_of_a_hash_are_its_text() throws SQLException {
        Path file = database(
                "CREATE TABLE users (email TEXT, password TEXT, created_at INTEGER)",
                "INSERT INTO users VALUES ('ada@example.com', CAST('" + HASH + "' AS BLOB), 1700000000)",
                "INSERT INTO users VALUES ('bob@example.com', x'ff', 1700000000000)",
                "INSERT INTO users VALUES (x'6576654065', NULL, 1700000000000)");

        List<SourceRow> rows = rows(file);

        assertThat(rows.get(1)).isEqualTo(unreadable(2, "a column cannot be read as text"));
        assertThat(rows.get(0)).isInstanceOfSatisfying(AccountRow.class, row -> {
            assertThat(Rows.hash(row)).isEqualTo(HASH);
            assertThat(row.createdAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        });
        assertThat(rows.get(2)).isInstanceOfSatisfying(AccountRow.class, row -> {
            assertThat(row.email()).isEqualTo("eve@e");
            assertThat(row.createdAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        });
    }

    @Test
    void what_is_no_account_does_not_stop_the_rest() throws SQLException {
        Path file = database(
                "CREATE TABLE users (id, email, is_active, created_at)",
                "INSERT INTO users VALUES (1, NULL, 1, NULL), (2, 'a@b.example', 'perhaps', NULL),"
                        + " (3, 'a@b.example', 1, 'yesterday'), ('" + ID + "', 'c@d.example', 1, '')",
                "INSERT INTO users (email) VALUES (replace(hex(zeroblob(40000)), '0', 'x')),"
                        + " ('a' || char(0) || '@b.example')");

        assertThat(rows(file))
                .containsExactly(
                        unreadable(1, "email is missing"),
                        unreadable(2, "is_active is not a boolean"),
                        unreadable(3, "created_at is not a time"),
                        new AccountRow(
                                4, "c@d.example", null, new UserId(UUID.fromString(ID)), List.of(), false, false, null),
                        unreadable(5, "a column is longer than 64 KiB"),
                        unreadable(6, "email is not text: it holds a NUL, half a character or a replaced one"));
    }

    @Test
    void a_database_that_is_being_written_to_is_read_as_it_is() throws SQLException {
        Path file = directory.resolve("app.db");
        try (Connection writer = open(file);
                Statement statement = writer.createStatement()) {
            try (var mode = statement.executeQuery("PRAGMA journal_mode=WAL")) {
                assertThat(mode.getString(1)).isEqualTo("wal");
            }
            statement.execute("CREATE TABLE users (email TEXT)");
            statement.execute("INSERT INTO users VALUES ('a@b.example')");
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO users VALUES ('c@d.example')");

            assertThat(rows(file)).containsExactly(account(1, "a@b.example"));
            writer.commit();
            assertThat(rows(file)).containsExactly(account(1, "a@b.example"), account(2, "c@d.example"));
        }
    }

    @Test
    void nothing_is_written_even_where_the_query_says_so() throws SQLException, IOException {
        Path file = database(TUTORIAL, "INSERT INTO users (email) VALUES ('a@b.example')");
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Rows.of(new SourceDescription.Query(
                        "jdbc:sqlite:" + file, "DELETE FROM users RETURNING email", null, null, null)));
        assertThat(rows(file)).hasSize(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void any_path_will_do() throws SQLException, IOException {
        Path file = database(TUTORIAL, "INSERT INTO users (email) VALUES ('a@b.example')");
        Path odd = Files.copy(file, directory.resolve("a b?c#d%41'e\u00e9.db"));

        assertThat(rows(odd)).hasSize(1);
    }

    @Test
    void what_is_missing_or_no_database_is_no_source_and_stays_so() throws SQLException, IOException {
        Path missing = directory.resolve("none.db");
        Path text = Files.writeString(directory.resolve("text.db"), "no database at all, but long enough".repeat(50));
        Path empty = Files.createFile(directory.resolve("empty.db"));
        Path others = database("CREATE TABLE people (email TEXT)");

        refused(missing, "there is no file " + missing);
        refused(text, text + " cannot be read: [SQLITE_NOTADB]");
        refused(empty, empty + " has no table users");
        refused(others, others + " has no table users");
        assertThat(missing).doesNotExist();
        assertThat(empty).isEmptyFile();
    }

    @Test
    void a_table_without_addresses_is_no_source() throws SQLException {
        Path file = database("CREATE TABLE users (id INTEGER, username TEXT)");

        refused(file, file + " has no column named email");
    }

    private static void refused(Path file, String message) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> rows(file))
                .withMessageStartingWith(message);
    }
}
