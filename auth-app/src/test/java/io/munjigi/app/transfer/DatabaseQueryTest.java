package io.munjigi.app.transfer;

import static io.munjigi.app.transfer.Rows.HASH;
import static io.munjigi.app.transfer.Rows.ID;
import static io.munjigi.app.transfer.Rows.account;
import static io.munjigi.app.transfer.Rows.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseQueryTest {

    @TempDir
    private Path directory;

    private String database(String... statements) throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve("theirs");
        try (Connection connection = DriverManager.getConnection(url, "sa", "their secret");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return url;
    }

    private static SourceDescription.Query query(String url, String query, @Nullable Path driver) {
        return new SourceDescription.Query(url, query, driver, "sa", Secret.ofText("their secret"));
    }

    private static String refusal(SourceDescription.Query query) {
        return String.valueOf(assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Rows.of(query))
                .actual()
                .getMessage());
    }

    @Test
    void columns_are_found_by_their_labels() throws SQLException {
        String url = database(
                "create table person (ident uuid, mail varchar, secret clob, groups varchar array, proven boolean,"
                        + " since timestamp with time zone, gone int)",
                "insert into person values ('" + ID + "', 'ada@example.com', '" + HASH
                        + "', array['admin', 'user'], true,"
                        + " timestamp with time zone '2024-02-29 21:30:00+09:00', 1)");

        assertThat(Rows.of(query(
                        url,
                        "select ident as id, mail as email, secret as password_hash, groups as roles,"
                                + " proven as email_verified, since as created_at, gone as disabled, 1 as more from person",
                        null)))
                .containsExactly(account(1, "ada@example.com", HASH, List.of("admin", "user"), true, true));
    }

    @Test
    void times_without_a_zone_are_in_utc() throws SQLException {
        String url = database();

        assertThat(Rows.only(Rows.of(query(
                                url,
                                "select 'a@b.example' as email, timestamp '2024-02-29 12:30:00.5' created_at",
                                null)))
                        .createdAt())
                .isEqualTo("2024-02-29T12:30:00.5Z");
    }

    @Test
    void rows_are_made_as_they_are_asked_for() throws SQLException {
        String url = database();
        SourceDescription description =
                query(url, "select 'user' || x || '@example.com' as email from system_range(1, 1000000000000)", null);

        try (AccountSource source = AccountSources.open(description, InputStream.nullInputStream())) {
            for (int row = 1; row <= 10_000; row++) {
                assertThat(source.next()).contains(account(row, "user" + row + "@example.com"));
            }
            assertThat(source.share()).isEmpty();
            assertThat(source.unit()).isEqualTo("row");
        }
    }

    @Test
    void what_is_no_account_does_not_stop_the_rest() throws SQLException {
        String url = database();

        assertThat(Rows.of(query(
                        url,
                        "select * from (values (null, 'f'), ('a@b.example', 'x'), ('c@d.example', 'f')) as t(email, disabled)",
                        null)))
                .containsExactly(
                        unreadable(1, "email is missing"),
                        unreadable(2, "disabled is not a boolean"),
                        account(3, "c@d.example"));
    }

    @Test
    void a_driver_is_taken_from_its_jar() throws SQLException, URISyntaxException {
        String url = database(
                "create table users (id uuid, email varchar)",
                "insert into users values ('" + ID + "', 'a@b.example')");
        Path jar = Path.of(org.h2.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(Rows.of(query(url, "select * from users", jar)))
                .containsExactly(new AccountRow(
                        1, "a@b.example", null, new UserId(UUID.fromString(ID)), List.of(), false, false, null));
        assertThat(refusal(query("jdbc:oracle:thin:@x", "select 1", jar)))
                .isEqualTo(jar + " holds no driver that takes this URL");
    }

    @Test
    void without_a_driver_there_is_no_source() throws IOException {
        Path missing = directory.resolve("none.jar");
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar");

        assertThat(refusal(query("jdbc:oracle:thin:@x", "select 1", null)))
                .isEqualTo("there is no driver for this database here; give its jar");
        assertThat(refusal(query("jdbc:oracle:thin:@x", "select 1", missing)))
                .isEqualTo("there is no driver file " + missing);
        assertThat(refusal(query("jdbc:oracle:thin:@x", "select 1", text)))
                .isEqualTo(text + " holds no driver that takes this URL");
    }

    @Test
    void a_database_that_is_missing_is_not_made() {
        Path file = directory.resolve("none");

        assertThat(refusal(query("jdbc:h2:file:" + file, "select 1", null)))
                .startsWith("the database cannot be reached: ")
                .hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
        assertThat(refusal(query("jdbc:sqlite:" + file, "select 1", null)))
                .startsWith("the database cannot be reached: [SQLITE_CANTOPEN]");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_query_that_is_refused_is_no_source_and_neither_is_one_without_addresses() throws SQLException {
        String url = database();

        assertThat(refusal(query(url, "select * from nothing", null)))
                .startsWith("the query is refused: ")
                .containsIgnoringCase("nothing")
                .hasLineCount(1);
        assertThat(refusal(query(url, "select 1 as one", null))).isEqualTo("the query has no column named email");
    }

    @Test
    void no_message_repeats_a_password_or_what_rows_hold() throws SQLException {
        String url = database();

        assertThat(refusal(query(url + ";NONSENSE=1;PASSWORD=hidden", "select 1", null)))
                .doesNotContain("hidden");
        assertThat(refusal(query(url, "select cast('hidden' as int) as email", null)))
                .isEqualTo("the query is refused: SQLSTATE 22018");
        assertThat(query("jdbc:h2:hidden", "select 1", null).toString()).isEqualTo("Query[hidden]");
    }

    @Test
    void a_failure_amid_the_rows_ends_the_reading() throws SQLException {
        String url = database(
                "create table users (email varchar, x varchar)",
                "insert into users values ('a@b.example', '1')," + " ('c@d.example', 'hidden')");
        SourceDescription description = query(url, "select email, cast(x as int) as y from users", null);

        try (AccountSource source = AccountSources.open(description, InputStream.nullInputStream())) {
            assertThat(source.next()).contains(account(1, "a@b.example"));
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(source::next)
                    .withMessage("the query cannot be read any further: SQLSTATE 22018");
        }
    }
}
