package io.munjigi.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.app.command.TypedCommands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserImportTest {

    private static final String HASH = "$2b$12$EXRkfkdmXn2gzds2SSitu.MW9.gAVqa9eLS1//RYtYCmB1eLHg.9q";

    @TempDir
    private Path directory;

    private final TypedCommands commands = new TypedCommands();

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void rows_that_are_refused_are_counted_by_reason_and_listed_and_do_not_stop_the_rest() throws IOException {
        Path source = file("users.ndjson", """
                {"email":"ada@example.org","password_hash":"%s","roles":["user","admin"]}
                {"email":"canary-address"}
                not json
                {"email":"bob@example.org","password_hash":"$9$canary"}
                {"email":"eve@example.org","roles":["king"]}
                {"email":"fay@example.org"}
                """.formatted(HASH));
        Path refused = directory.resolve("refused.ndjson");

        Outcome outcome = commands.type("user", "import", source.toString(), "--refused", refused.toString());

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.out())
                .startsWith("2 added, 0 present already, 4 refused")
                .contains("1 refused: email_invalid, first in line 2", "1 refused: hash_unknown, first in line 4");
        assertThat(Files.readAllLines(refused))
                .hasSize(4)
                .contains(
                        "{\"position\":2,\"reason\":\"email_invalid\"}", "{\"position\":5,\"reason\":\"role_unknown\"}")
                .anyMatch(line -> line.startsWith("{\"position\":3,"));
        assertThat(Files.readString(refused) + outcome).doesNotContain("canary");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(refused)))
                .isEqualTo("rw-------");
    }

    @Test
    void what_is_there_is_passed_over() throws IOException {
        String source = file("users.csv", "email,password_hash\nada@example.org," + HASH + "\nbob@example.org,\n")
                .toString();

        assertThat(commands.type("user", "import", source).out()).startsWith("2 added, 0 present already, 0 refused");
        Outcome again = commands.type("user", "import", source, "--json");
        assertThat(again.exit()).isZero();
        assertThat(again.out())
                .isEqualTo(
                        "{\"added\":0,\"present\":2,\"refused\":0,\"reasons\":[],\"last_position\":3,\"complete\":true}\n");
        assertThat(commands.type("user", "list").out()).hasLineCount(2);
        assertThat(commands.type("user", "import", source, "--from-position", "3")
                        .out())
                .startsWith("0 added, 1 present already");
    }

    @Test
    void the_database_of_a_tutorial_is_read_by_either_spelling_and_by_a_query() throws SQLException {
        Path file = directory.resolve("app.db");
        try (var connection = new org.sqlite.JDBC().connect("jdbc:sqlite:" + file, new java.util.Properties());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR, hashed_password VARCHAR)");
            statement.execute("INSERT INTO users (email, hashed_password) VALUES ('ada@example.org', '" + HASH + "')");
        }
        assertThat(commands.type("user", "import", "sqlite:" + file).out()).startsWith("1 added");
        assertThat(commands.type("user", "import", "--from", "sqlite:" + file).out())
                .startsWith("0 added, 1 present");
        assertThat(commands.type(
                                "user", "import", "--from", "jdbc:sqlite:" + file, "--query", "SELECT email FROM users")
                        .out())
                .startsWith("0 added, 1 present");
    }

    @Test
    void an_export_comes_back_whole_in_another_database() throws IOException {
        commands.type(
                "user",
                "import",
                file(
                                "users.ndjson",
                                "{\"email\":\"ada@example.org\",\"password_hash\":\"" + HASH + "\",\"disabled\":true}\n"
                                        + "{\"email\":\"bob@example.org\",\"roles\":[\"user\",\"admin\"],\"email_verified\":true}\n")
                        .toString());
        Path export = directory.resolve("export.ndjson");
        assertThat(commands.type("user", "export", "--output", export.toString())
                        .out())
                .isEqualTo("2 accounts exported\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rw-------");

        TypedCommands elsewhere = new TypedCommands();
        assertThat(elsewhere.type("user", "import", export.toString()).exit()).isZero();

        assertThat(elsewhere.type("user", "export").out())
                .isEqualTo(Files.readString(export))
                .isEqualTo(commands.type("user", "export").out())
                .contains(HASH);
    }

    @Test
    void a_mistaken_source_is_one_line() {
        for (String[] mistaken : new String[][] {
            {"user", "import"},
            {"user", "import", "users.ndjson", "--from", "-"},
            {"user", "import", "users.txt"},
            {"user", "import", "--from", "jdbc:h2:mem:x"},
            {"user", "import", "users.csv", "--query", "SELECT 1"},
            {"user", "import", "--firebase", "x.json"}
        }) {
            Outcome outcome = commands.type(mistaken);
            assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
            assertThat(outcome.err()).hasLineCount(1).startsWith("munjigi: ");
        }
        Outcome missing =
                commands.type("user", "import", directory.resolve("none.csv").toString());
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).hasLineCount(1);
        Outcome asked =
                commands.type("user", "import", "--from", "jdbc:h2:mem:x", "--query", "SELECT email FROM canary");
        assertThat(asked.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/app?user=ada&password=canary",
                "jdbc:postgresql://host/app?PASSWORD=canary",
                "jdbc:h2:mem:x;USER=sa;PASSWORD=canary",
                "jdbc:sqlserver://host;databaseName=app;user=sa;pwd=canary",
                "jdbc:sqlserver://host;databaseName=app; password = canary",
                "jdbc:mysql://ada:canary@host/app",
                "jdbc:mysql://address=(host=there)(user=ada)(password=canary)/app",
                "jdbc:mysql://(host=there,user=ada,password=canary)/app",
                "jdbc:oracle:thin:ada/canary@//host:1521/app",
                "jdbc:db2://host:50000/app:password=canary;user=ada;"
            })
    void a_url_with_a_password_in_it_is_refused_and_not_repeated(String url) {
        for (String[] named : new String[][] {{"--from", url}, {url}}) {
            Outcome outcome =
                    commands.type(Stream.concat(Stream.of("user", "import", "--query", "SELECT 1"), Stream.of(named))
                            .toArray(String[]::new));

            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.err())
                    .hasLineCount(1)
                    .startsWith("munjigi: the URL holds a password")
                    .contains("--user and --password-stdin");
            assertThat(outcome.toString()).doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://ada:canary@host/app",
                "JDBC:postgresql://ada:canary@host/app",
                "postgres://ada:canary@host/app",
                "mysql://ada:canary@host/app.json"
            })
    void a_url_that_is_mistaken_for_a_source_is_not_repeated(String url) {
        for (String[] command : new String[][] {
            {"user", "import", url}, {"user", "import", "--from", url}, {"user", "import", url, "--user", "ada"}
        }) {
            Outcome outcome = commands.type(command);

            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.err()).hasLineCount(1).contains("JDBC URL");
            assertThat(outcome.toString()).doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x",
                "jdbc:sqlite::memory:",
                "jdbc:postgresql://127.0.0.1:1/app?connectTimeout=1",
                "jdbc:oracle:thin:@//host:1521/app",
                "jdbc:mysql://host:3306/password"
            })
    void a_url_without_a_password_is_none_that_holds_one(String url) {
        Outcome outcome = commands.type("user", "import", "--from", url, "--query", "SELECT 1 AS one");

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(1).doesNotContain("holds a password");
    }
}
