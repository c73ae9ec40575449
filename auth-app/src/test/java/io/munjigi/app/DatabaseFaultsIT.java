package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.CuttableProxy;
import io.munjigi.persistence.testkit.OwnPostgres;
import io.munjigi.persistence.testkit.RealPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that hangs or is slow, and starts that are killed while the tables are made. */
@Tag("thorough")
class DatabaseFaultsIT {

    /** Four seconds are promised; the rest is for a busy machine. */
    private static final Duration LONGEST_TO_REFUSE = Duration.ofSeconds(12);

    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration TOO_SLOW = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private static void assertUnavailableInTime(Supplier<HttpResponse<String>> question) {
        long start = System.nanoTime();
        HttpResponse<String> answer = expect(503, question.get());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_TO_REFUSE);
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(seconds -> assertThat(seconds).containsOnlyDigits());
        assertThat(answer.body()).doesNotContain("Exception", "postgres", "sql");
    }

    private static void tellTheStory(Client client, String email) {
        expect(201, client.signUp(email));
        HttpResponse<String> tokens = client.refresh(refresh(client.logIn(email)));
        expect(200, client.me(access(tokens)));
        expect(204, client.logOut(access(tokens)));
        expect(401, client.me(access(tokens)));
        expect(401, client.refresh(refresh(tokens)));
    }

    @Test
    void a_postgresql_that_hangs_lets_nobody_in_and_is_taken_back_without_a_restart() throws IOException {
        try (OwnPostgres postgres = OwnPostgres.started(directory.resolve("postgres"));
                RunningJar service = RunningJar.start(SomeSettings.on(postgres.place()))) {
            Client client = new Client(service.url());
            expect(201, client.signUp("ada@example.org"));
            HttpResponse<String> tokens = client.logIn("ada@example.org");
            expect(200, client.me(access(tokens)));

            postgres.freeze();
            assertUnavailableInTime(() -> client.logIn("ada@example.org"));
            assertUnavailableInTime(() -> client.me(access(tokens)));
            assertUnavailableInTime(() -> client.get("/health/ready"));
            expect(200, client.get("/health/live"));

            postgres.thaw();
            client.await(200, () -> client.get("/health/ready"));
            client.await(200, () -> client.me(access(tokens)));
            tellTheStory(client, "bob@example.org");
        }
    }

    @Test
    void a_slow_postgresql_is_waited_for_and_one_that_is_too_slow_is_as_good_as_gone() throws IOException {
        try (CuttableProxy network = new CuttableProxy(RealPostgres.port());
                RunningJar service = RunningJar.start(SomeSettings.through(network, RealPostgres.newDatabase()))) {
            Client client = new Client(service.url());
            expect(200, client.get("/health/ready"));
            network.delay(SLOW);
            tellTheStory(client, "ada@example.org");

            network.delay(TOO_SLOW);
            assertUnavailableInTime(() -> client.logIn("ada@example.org"));
            assertUnavailableInTime(() -> client.signUp("bob@example.org"));

            network.delay(Duration.ZERO);
            client.await(200, () -> client.logIn("ada@example.org"));
        }
    }

    /** From none on, more are there whenever a script was applied. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 7, 11})
    void a_start_that_is_killed_while_it_makes_the_tables_of_postgresql_is_simply_begun_again(int tables)
            throws SQLException {
        RealPostgres.Place place = RealPostgres.newDatabase();
        Map<String, String> settings = SomeSettings.on(place);
        try (RunningJar service = RunningJar.start(settings)) {
            awaitMoreTablesThan(tables, place, service);
            service.kill();
            assertThat(service.log()).isEmpty();
        }
        try (RunningJar again = RunningJar.start(settings)) {
            tellTheStory(new Client(again.url()), "ada@example.org");
        }
    }

    private static void awaitMoreTablesThan(int tables, RealPostgres.Place place, RunningJar service)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(place.url(), place.user(), place.password());
                Statement statement = connection.createStatement()) {
            while (count(statement) <= tables) {
                assertThat(service.log()).as("it has neither served nor ended").isEmpty();
            }
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet counted = statement.executeQuery(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'")) {
            counted.next();
            return counted.getInt(1);
        }
    }

    /** The file grows by each statement that changes a table, if it is written by itself. */
    @ParameterizedTest
    @ValueSource(ints = {36, 48, 60})
    void a_start_that_is_killed_while_it_makes_the_tables_of_h2_is_simply_begun_again(int kibibytes)
            throws IOException {
        Path file = directory.resolve("munjigi.mv.db");
        Map<String, String> settings = SomeSettings.embedded(directory);
        try (RunningJar service = RunningJar.start(settings)) {
            while (service.log().isEmpty() && (!Files.exists(file) || Files.size(file) < kibibytes * 1024L)) {
                Thread.onSpinWait();
            }
            service.kill();
        }
        try (RunningJar again = RunningJar.start(settings)) {
            tellTheStory(new Client(again.url()), "ada@example.org");
        }
    }
}
