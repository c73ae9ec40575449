package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.app.JarCommand.Outcome;
import io.munjigi.persistence.testkit.RealPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the real jar, on a database in a file and beside a running service on PostgreSQL. */
class CommandLineIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String PASSWORD = Client.PASSWORD;

    /** Of "correct horse battery", by another system's bcrypt. */
    private static final String BCRYPT = "$2b$10$culld8EKxRZyT0LOA/gRB.maZtUvz5.XQ/xICIi9m2uwOpId.dK9u";

    @TempDir
    private Path directory;

    private Map<String, String> embedded() {
        return Map.of("MUNJIGI_DATA_DIR", directory.resolve("data").toString());
    }

    private static Map<String, String> onPostgres(RealPostgres.Place place) {
        return Map.of(
                "MUNJIGI_DATABASE_URL", place.url(),
                "MUNJIGI_DATABASE_USER", place.user(),
                "MUNJIGI_DATABASE_PASSWORD", place.password(),
                "MUNJIGI_SECRET", SECRET,
                "MUNJIGI_ISSUER", "https://auth.example.org");
    }

    private static Outcome done(Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.out() + outcome.err()).isZero();
        return outcome;
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(row -> "{\"email\":\"user" + row + "@example.org\",\"password_hash\":\"" + BCRYPT + "\"}\n")
                .collect(Collectors.joining());
    }

    private static void sql(RealPostgres.Place place, String... statements) {
        try (Connection connection = DriverManager.getConnection(place.url(), place.user(), place.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void the_first_administrator_and_their_changes_count_at_once_in_a_running_service() {
        Map<String, String> settings = onPostgres(RealPostgres.newDatabase());
        done(JarCommand.run(
                settings, PASSWORD + "\n", "user", "create", "ada@example.org", "--role", "admin", "--password-stdin"));
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            assertThat(client.signUp("bob@example.org").statusCode()).isEqualTo(201);
            String ada = Client.member(client.logIn("ada@example.org"), "access_token");
            String bob = Client.member(client.logIn("bob@example.org"), "access_token");
            assertThat(client.admin(ada).statusCode()).isEqualTo(200);
            assertThat(client.admin(bob).statusCode()).isEqualTo(403);

            done(JarCommand.run(settings, "", "user", "grant", "bob@example.org", "admin"));
            client.await(200, () -> client.admin(bob));
            done(JarCommand.run(settings, "", "user", "revoke", "ada@example.org", "admin"));
            client.await(403, () -> client.admin(ada));
            done(JarCommand.run(settings, "", "user", "logout", "bob@example.org"));
            client.await(401, () -> client.me(bob));

            String refresh = Client.member(client.logIn("bob@example.org"), "refresh_token");
            Outcome inspected = done(JarCommand.run(settings, refresh + "\n", "token", "inspect"));
            assertThat(inspected.out()).contains("a refresh token: it is good").doesNotContain(refresh);
            assertThat(JarCommand.run(settings, bob + "\n", "token", "inspect").out())
                    .contains("its session has ended", "\"typ\":\"at+jwt\"");
            assertThat(done(JarCommand.run(settings, "", "doctor")).out()).doesNotContain("problem", "warning");
        }
    }

    @Test
    void an_account_whose_password_was_guessed_at_is_unlocked_beside_a_running_service() {
        RealPostgres.Place place = RealPostgres.newDatabase();
        Map<String, String> settings = onPostgres(place);
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            assertThat(client.signUp("ada@example.org").statusCode()).isEqualTo(201);
            assertThat(client.logIn("ada@example.org", "wrong").statusCode()).isEqualTo(401);
            sql(
                    place,
                    "UPDATE password_attempts SET wrong = 100, not_before = now() + INTERVAL '23 hours',"
                            + " forgotten_at = now() + INTERVAL '23 hours'");
            HttpResponse<String> locked = client.logIn("ada@example.org");
            assertThat(locked.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            locked.headers().firstValue("Retry-After").orElse("0")))
                    .isBetween(80_000, 23 * 3_600);

            done(JarCommand.run(settings, "", "user", "unlock", "ada@example.org"));

            assertThat(client.logIn("ada@example.org").statusCode()).isEqualTo(200);
        }
        assertThat(done(JarCommand.run(settings, "", "audit", "list", "--kind", "account_unlocking"))
                        .out())
                .contains("operator");
    }

    @Test
    void an_imported_hash_logs_in_and_is_replaced() throws IOException {
        Map<String, String> settings = embedded();
        Path source = Files.writeString(directory.resolve("users.ndjson"), rows(0, 3));
        done(JarCommand.run(settings, "", "user", "import", source.toString()));

        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            assertThat(client.logIn("user1@example.org").statusCode()).isEqualTo(200);
            assertThat(client.logIn("user1@example.org", "wrong").statusCode()).isEqualTo(401);

            Outcome inUse = JarCommand.run(settings, "", "user", "list");
            assertThat(inUse.exit()).isEqualTo(1);
            assertThat(inUse.err()).hasLineCount(1).contains("in use", "stop that service", "PostgreSQL");
            service.terminate();
            service.awaitExit();
        }
        List<String> exported = done(JarCommand.run(settings, "", "user", "export"))
                .out()
                .lines()
                .toList();
        assertThat(exported)
                .filteredOn(line -> line.contains("user1@"))
                .singleElement()
                .asString()
                .contains("$argon2id$");
        assertThat(exported)
                .filteredOn(line -> line.contains("user2@"))
                .singleElement()
                .asString()
                .contains(BCRYPT);
    }

    @Test
    @Tag("thorough")
    void an_import_that_is_interrupted_or_killed_is_begun_again_and_nothing_is_lost_or_doubled() {
        for (Map<String, String> settings : List.of(embedded(), onPostgres(RealPostgres.newDatabase()))) {
            try (JarCommand killed = JarCommand.start(settings, "user", "import", "-")) {
                killed.write(rows(0, 4_000));
            }
            Outcome stopped;
            try (JarCommand interrupted = JarCommand.start(settings, "user", "import", "-")) {
                interrupted.write(rows(0, 8_000));
                interrupted.interrupt();
                stopped = interrupted.outcome();
            }
            assertThat(stopped.exit()).isEqualTo(130);
            assertThat(stopped.err()).contains("stopped after line ", "--from-position ");

            Outcome rest = done(JarCommand.run(settings, rows(0, 9_000), "user", "import", "-", "--json"));

            assertThat(rest.out()).contains("\"refused\":0,").contains("\"last_position\":9000,\"complete\":true");
            List<String> addresses = done(JarCommand.run(settings, "", "user", "list", "--json"))
                    .out()
                    .lines()
                    .map(line -> line.replaceAll(".*\"email\":\"([^\"]*)\".*", "$1"))
                    .toList();
            assertThat(addresses).hasSize(9_000);
            assertThat(new HashSet<>(addresses)).hasSize(9_000);
        }
    }

    @Test
    @Tag("thorough")
    void a_database_that_goes_away_stops_an_import_with_a_line_that_says_where_to_go_on() {
        RealPostgres.Place place = RealPostgres.newDatabase();
        String name = place.url().substring(place.url().lastIndexOf('/') + 1);
        Map<String, String> settings = onPostgres(place);
        try (JarCommand cut = JarCommand.start(settings, "user", "import", "-")) {
            cut.write(rows(0, 4_000));
            RealPostgres.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
            RealPostgres.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            cut.write(rows(4_000, 9_000));
            Outcome stopped = cut.outcome();

            assertThat(stopped.exit()).isEqualTo(1);
            assertThat(stopped.err())
                    .contains("stopped after line ", "munjigi: the database cannot be reached")
                    .doesNotContain("\tat ");
        }
        RealPostgres.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");

        Outcome rest = done(JarCommand.run(settings, rows(0, 9_000), "user", "import", "-"));

        assertThat(rest.out())
                .contains(" added, ", " present already, 0 refused")
                .doesNotStartWith("9000 added");
    }

    @Test
    void what_was_done_to_the_audit_trail_is_named() throws Exception {
        RealPostgres.Place place = RealPostgres.newDatabase();
        Map<String, String> settings = onPostgres(place);
        Path log = directory.resolve("service.log");
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            for (String name : List.of("ada", "bob", "eve")) {
                int sealed = service.log().size();
                assertThat(client.signUp(name + "@example.org").statusCode()).isEqualTo(201);
                while (service.log().subList(sealed, service.log().size()).stream()
                        .noneMatch(line -> line.contains("audit sealed"))) {
                    Thread.sleep(100);
                }
            }
            Files.write(log, service.log());
            assertThat(done(JarCommand.run(settings, "", "audit", "verify", "--log", log.toString()))
                            .out())
                    .contains("nothing was changed");
        }
        sql(
                place,
                "UPDATE audit_events SET kind = 'LOGIN' WHERE number = 1",
                "DELETE FROM audit_events WHERE number = 2");
        Outcome found = JarCommand.run(settings, "", "audit", "verify", "--log", log.toString());
        assertThat(found.exit()).isEqualTo(4);
        assertThat(found.out()).contains("event 1 (", ") was changed\n", "event 2 (", ") was removed\n", "2 findings");

        sql(
                place,
                "DELETE FROM audit_events",
                "DELETE FROM audit_batches",
                "UPDATE audit_head SET last_batch = NULL, last_event = NULL, last_head = NULL, trimmed_batch = NULL,"
                        + " trimmed_event = NULL, trimmed_head = NULL, seal = NULL");
        assertThat(JarCommand.run(settings, "", "audit", "verify").exit()).isZero();
        Outcome cut = JarCommand.run(settings, "", "audit", "verify", "--log", log.toString());
        assertThat(cut.exit()).isEqualTo(4);
        assertThat(cut.out()).contains("the chain was cut");
    }

    @Test
    void the_administrator_of_the_settings_is_made_once_by_nodes_that_start_together() {
        Map<String, String> settings = new HashMap<>(onPostgres(RealPostgres.newDatabase()));
        settings.put("MUNJIGI_ADMIN_EMAIL", "ada@example.org");
        settings.put("MUNJIGI_ADMIN_PASSWORD", PASSWORD);
        try (RunningJar one = RunningJar.start(settings);
                RunningJar other = RunningJar.start(settings)) {
            Client client = new Client(one.url());
            assertThat(other.url()).isNotEmpty();
            HttpResponse<String> tokens = client.logIn("ada@example.org");
            assertThat(client.admin(Client.member(tokens, "access_token")).statusCode())
                    .isEqualTo(200);
            assertThat(done(JarCommand.run(settings, "", "user", "list", "--role", "admin"))
                            .out())
                    .hasLineCount(1);
        }
    }

    @Test
    void an_ordinary_account_is_not_raised_and_a_weak_password_stops_the_start() {
        Map<String, String> settings = new HashMap<>(embedded());
        done(JarCommand.run(settings, PASSWORD, "user", "create", "ada@example.org", "--password-stdin"));
        settings.put("MUNJIGI_ADMIN_EMAIL", "ada@example.org");
        settings.put("MUNJIGI_ADMIN_PASSWORD", PASSWORD);
        try (RunningJar service = RunningJar.start(settings)) {
            assertThat(service.url()).isNotEmpty();
            assertThat(service.log())
                    .anyMatch(line -> line.contains("WARNING") && line.contains("is not raised by it"));
            Client client = new Client(service.url());
            String ada = Client.member(client.logIn("ada@example.org"), "access_token");
            assertThat(client.admin(ada).statusCode()).isEqualTo(403);
        }
        settings.put("MUNJIGI_ADMIN_EMAIL", "bob@example.org");
        settings.put("MUNJIGI_ADMIN_PASSWORD", "password");
        try (RunningJar service = RunningJar.start(settings)) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.log()).singleElement().asString().startsWith("munjigi: MUNJIGI_ADMIN_EMAIL and");
        }
        settings.remove("MUNJIGI_ADMIN_PASSWORD");
        Outcome half = JarCommand.run(settings, "", "config", "check");
        assertThat(half.exit()).isEqualTo(2);
        assertThat(half.err()).hasLineCount(1).contains("MUNJIGI_ADMIN_EMAIL: is set without");
    }

    @Test
    void no_password_is_seen_by_others_and_the_completion_is_a_script() throws Exception {
        Map<String, String> settings = embedded();
        Outcome created = done(JarCommand.run(
                settings, "canary horse battery\n", "user", "create", "ada@example.org", "--password-stdin"));
        assertThat(created.out() + created.err()).doesNotContain("canary");
        assertThat(JarCommand.run(settings, "", "audit", "list", "--json").out())
                .doesNotContain("canary");

        Path script = Files.writeString(
                directory.resolve("completion"),
                done(JarCommand.run(settings, "", "completion")).out());
        assertThat(new ProcessBuilder("bash", "-n", script.toString()).start().waitFor())
                .isZero();
    }
}
