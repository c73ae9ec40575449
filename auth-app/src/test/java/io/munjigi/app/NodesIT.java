package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.CuttableProxy;
import io.munjigi.persistence.testkit.RealPostgres;
import io.munjigi.redis.testkit.RealRedis;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole nodes on one PostgreSQL, with and without a Redis between them. */
@Tag("thorough")
class NodesIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String NEXT_SECRET = "fedcba9876543210fedcba9876543210";

    /** Long enough for any machine: how long it takes is measured elsewhere. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final Duration LONGEST_TO_REFUSE = Duration.ofSeconds(4);
    private static final Duration LONGEST_TO_RECOVER = Duration.ofSeconds(5);

    /** As long as it takes a pool to wait for 5 seconds between two attempts. */
    private static final Duration LONG_OUTAGE = Duration.ofSeconds(12);

    private static final Duration LONGEST_UNTIL_FAST_AGAIN = Duration.ofSeconds(8);

    /** Longer than it takes until a node looks whether a rotation is due. */
    private static final Duration LONGEST_UNTIL_ROTATED = Duration.ofSeconds(90);

    private static final int LOGOUTS = 100;

    @TempDir
    private Path directory;

    private static Map<String, String> onPostgres(String... more) {
        return SomeSettings.with(SomeSettings.on(RealPostgres.newDatabase()), more);
    }

    private static void awaitRefusal(Client client, String accessToken) {
        awaitStatus(401, () -> {
            HttpResponse<String> answer = client.me(accessToken);
            assertThat(answer.statusCode()).isIn(200, 401);
            return answer;
        });
    }

    private static Duration timeOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitStatus(int awaited, Supplier<HttpResponse<String>> ask) {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        int status = ask.get().statusCode();
        while (status != awaited && Instant.now().isBefore(end)) {
            status = ask.get().statusCode();
        }
        assertThat(status).isEqualTo(awaited);
    }

    private static void tellTheStoryAcross(Client one, Client other) {
        expect(201, one.signUp("ada@example.org"));
        HttpResponse<String> first = one.logIn("ada@example.org");
        expect(200, other.me(access(first)));
        HttpResponse<String> second = other.refresh(refresh(first));
        assertThat(refresh(one.refresh(refresh(first))))
                .as("the lost answer, asked of the other node")
                .isEqualTo(refresh(second));
        HttpResponse<String> third = one.refresh(refresh(second));
        expect(204, other.logOut(access(third)));
        expect(401, one.refresh(refresh(third)));
        expect(401, other.me(access(first)));
        awaitRefusal(one, access(first));
        awaitRefusal(one, access(second));
        awaitRefusal(one, access(third));
    }

    @Test
    void a_session_lives_and_ends_on_both() {
        Map<String, String> settings = onPostgres();
        try (RunningJar one = RunningJar.start(settings);
                RunningJar other = RunningJar.start(settings)) {
            tellTheStoryAcross(new Client(one.url()), new Client(other.url()));
        }
    }

    @Test
    void a_role_and_its_loss_count_on_the_other_node_with_tokens_from_before_and_two_starts_make_one_administrator() {
        Map<String, String> settings =
                onPostgres("MUNJIGI_ADMIN_EMAIL", "root@example.org", "MUNJIGI_ADMIN_PASSWORD", Client.PASSWORD);
        try (RunningJar one = RunningJar.start(settings);
                RunningJar other = RunningJar.start(settings)) {
            Client here = new Client(one.url());
            Client there = new Client(other.url());
            String root = access(here.logIn("root@example.org"));
            String id = Client.member(expect(201, here.signUp("ada@example.org")), "id");
            String ada = access(there.logIn("ada@example.org"));
            expect(403, there.as(ada, "GET", "/admin/users"));

            expect(204, here.as(root, "PUT", "/admin/users/" + id + "/roles/admin"));
            awaitStatus(200, () -> there.as(ada, "GET", "/admin/users"));
            assertThat(Client.count(there.as(ada, "GET", "/admin/users?role=admin"), "root@example.org"))
                    .as("administrators with the address in the settings")
                    .isEqualTo(1);

            expect(204, here.as(root, "DELETE", "/admin/users/" + id + "/roles/admin"));
            awaitStatus(403, () -> there.as(ada, "GET", "/admin/users"));
            expect(409, there.as(root, "DELETE", "/admin/users/" + Client.member(here.me(root), "id")));
        }
    }

    @Test
    void a_redis_that_dies_and_comes_back_in_the_middle_fails_no_request_and_loses_no_logout() throws IOException {
        try (RealRedis redis = RealRedis.started(directory)) {
            Map<String, String> settings = onPostgres("MUNJIGI_REDIS_URL", redis.url());
            try (RunningJar one = RunningJar.start(settings);
                    RunningJar other = RunningJar.start(settings)) {
                Client here = new Client(one.url());
                Client there = new Client(other.url());
                tellTheStoryAcross(here, there);
                AtomicBoolean ended = new AtomicBoolean();
                AtomicInteger answered = new AtomicInteger();
                String bystander = access(here.logIn("ada@example.org"));
                Thread traffic = new Thread(() -> {
                    while (!ended.get()) {
                        expect(200, there.me(bystander));
                        answered.incrementAndGet();
                    }
                });
                AtomicBoolean failed = new AtomicBoolean();
                traffic.setUncaughtExceptionHandler((thread, failure) -> failed.set(true));
                traffic.start();

                redis.die();
                logOutAcross(here, there);
                redis.comeBack();
                logOutAcross(here, there);
                logOutAcross(there, here);

                ended.set(true);
                join(traffic);
                assertThat(failed).as("a request failed").isFalse();
                assertThat(answered).hasPositiveValue();
            }
        }
    }

    private static void logOutAcross(Client here, Client there) {
        String token = access(here.logIn("ada@example.org"));
        expect(200, there.me(token));
        expect(204, here.logOut(token));
        awaitRefusal(there, token);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** A poll each second makes up the most of it; with Redis the machine does. */
    @Test
    void a_logout_holds_on_the_other_node_within_a_second_and_a_half_and_with_redis_within_a_fifth()
            throws IOException {
        try (RealRedis redis = RealRedis.started(directory)) {
            for (String url : new String[] {"", redis.url()}) {
                Map<String, String> settings = onPostgres("MUNJIGI_REDIS_URL", url);
                try (RunningJar one = RunningJar.start(settings);
                        RunningJar other = RunningJar.start(settings)) {
                    Client here = new Client(one.url());
                    Client there = new Client(other.url());
                    tellTheStoryAcross(here, there);
                    long[] micros = new long[LOGOUTS];
                    for (int logout = 0; logout < LOGOUTS; logout++) {
                        micros[logout] = microsUntilRefused(here, there);
                    }
                    Arrays.sort(micros);
                    System.out.printf(
                            "logout on one node to 401 on the other, %s Redis: p50 %.1f ms, p99 %.1f ms, longest %.1f ms of %d%n",
                            url.isEmpty() ? "without" : "with",
                            micros[LOGOUTS / 2] / 1000.0,
                            micros[LOGOUTS * 99 / 100 - 1] / 1000.0,
                            micros[LOGOUTS - 1] / 1000.0,
                            LOGOUTS);
                    assertThat(micros[LOGOUTS * 99 / 100 - 1] / 1000)
                            .as("p99 in milliseconds")
                            .isLessThanOrEqualTo(url.isEmpty() ? 1_500 : 200);
                    if (!url.isEmpty()) {
                        redis.die();
                        logOutAcross(here, there);
                        redis.comeBack();
                        assertThat(untilNewsIsFastAgain(here, there)).isLessThanOrEqualTo(LONGEST_UNTIL_FAST_AGAIN);
                    }
                }
            }
        }
    }

    private static long microsUntilRefused(Client here, Client there) {
        String token = access(here.logIn("ada@example.org"));
        expect(200, there.me(token));
        long start = System.nanoTime();
        expect(204, here.logOut(token));
        awaitRefusal(there, token);
        return (System.nanoTime() - start) / 1000;
    }

    private static Duration untilNewsIsFastAgain(Client here, Client there) {
        long start = System.nanoTime();
        long micros = Long.MAX_VALUE;
        int fast = 0;
        long since = 0;
        while (fast < 10) {
            since = fast == 0 ? System.nanoTime() : since;
            micros = microsUntilRefused(here, there);
            fast = micros < 200_000 ? fast + 1 : 0;
        }
        System.out.printf(
                "after a lost Redis is back, ten logouts in a row hold within 200 ms from %.1f s on%n",
                (since - start) / 1e9);
        return Duration.ofNanos(since - start);
    }

    @Test
    void a_lost_database_is_answered_for_and_forgiven_without_a_restart() throws IOException {
        try (CuttableProxy network = new CuttableProxy(RealPostgres.port())) {
            Map<String, String> settings = SomeSettings.through(network, RealPostgres.newDatabase());
            try (RunningJar service = RunningJar.start(settings)) {
                Client client = new Client(service.url());
                expect(201, client.signUp("ada@example.org"));
                HttpResponse<String> tokens = client.logIn("ada@example.org");
                network.cut();

                HttpResponse<String> outdated = tokens;
                Duration outage = Duration.ZERO;
                while (outage.compareTo(LONG_OUTAGE) < 0) {
                    Duration took = timeOf(() -> assertThat(expect(503, client.refresh(refresh(outdated)))
                                    .headers()
                                    .firstValue("Retry-After"))
                            .hasValueSatisfying(seconds -> assertThat(seconds).containsOnlyDigits()));
                    assertThat(took).isLessThan(LONGEST_TO_REFUSE);
                    outage = outage.plus(took);
                }
                expect(503, client.me(access(tokens)));
                expect(503, client.logOut(access(tokens)));
                expect(503, client.get("/health/ready"));
                expect(200, client.get("/health/live"));

                network.restore();
                Duration recovery = timeOf(() -> awaitStatus(200, () -> client.refresh(refresh(outdated))));
                System.out.printf("the service is back %d ms after its database%n", recovery.toMillis());
                assertThat(recovery).isLessThan(LONGEST_TO_RECOVER);
                // A poll that was under way when the database came back waits for its turn still.
                awaitStatus(200, () -> client.get("/health/ready"));
                tokens = expect(200, client.refresh(refresh(tokens)));
                expect(200, client.me(access(tokens)));
                expect(204, client.logOut(access(tokens)));
                expect(401, client.me(access(tokens)));
            }
        }
    }

    @Test
    void a_key_that_has_signed_for_long_enough_gets_one_successor_on_both_and_no_token_is_refused() {
        Map<String, String> settings = onPostgres("MUNJIGI_KEY_ROTATION", "PT1H");
        try (RunningJar one = RunningJar.start(settings);
                RunningJar other = RunningJar.start(settings)) {
            List<Client> nodes = List.of(new Client(one.url()), new Client(other.url()));
            expect(201, nodes.get(0).signUp("ada@example.org"));
            HttpResponse<String> tokens = nodes.get(0).logIn("ada@example.org");
            execute(settings, "UPDATE signing_keys SET signs_from = signs_from - INTERVAL '2' HOUR");

            Instant end = Instant.now().plus(LONGEST_UNTIL_ROTATED);
            while (Instant.now().isBefore(end)) {
                for (Client node : nodes) {
                    HttpResponse<String> next = goodOrBusy(node.refresh(refresh(tokens)));
                    tokens = next.statusCode() == 200 ? next : tokens;
                    for (Client each : nodes) {
                        goodOrBusy(each.me(access(tokens)));
                    }
                }
            }
            for (Client node : nodes) {
                String latest = access(tokens);
                awaitStatus(200, () -> node.me(latest));
            }

            Set<String> keySets = nodes.stream()
                    .map(node -> node.get("/.well-known/jwks.json").body())
                    .collect(Collectors.toSet());
            assertThat(keySets)
                    .singleElement()
                    .satisfies(keySet -> assertThat(keySet.split("\"kid\"", -1))
                            .as("two keys")
                            .hasSize(1 + 2));
        }
    }

    /** A machine that has too much to do answers 503 now and then. What a rotation must never bring is a 401. */
    private static HttpResponse<String> goodOrBusy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
        return answer;
    }

    private static void execute(Map<String, String> settings, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        settings.get("MUNJIGI_DATABASE_URL"),
                        settings.get("MUNJIGI_DATABASE_USER"),
                        settings.get("MUNJIGI_DATABASE_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void another_master_secret_ends_no_session() {
        Map<String, String> settings = onPostgres();
        HttpResponse<String> tokens;
        try (RunningJar before = RunningJar.start(settings)) {
            Client client = new Client(before.url());
            expect(201, client.signUp("ada@example.org"));
            tokens = client.logIn("ada@example.org");
        }
        settings.put("MUNJIGI_SECRET", NEXT_SECRET);
        settings.put("MUNJIGI_SECRET_PREVIOUS", SECRET);
        try (RunningJar both = RunningJar.start(settings);
                RunningJar reseal = RunningJar.start(settings, "keys", "reseal")) {
            Client client = new Client(both.url());
            expect(200, client.me(access(tokens)));
            tokens = expect(200, client.refresh(refresh(tokens)));
            assertThat(reseal.awaitExit()).isZero();
            assertThat(reseal.log()).singleElement().asString().contains("6 keys are sealed");
        }
        settings.remove("MUNJIGI_SECRET_PREVIOUS");
        try (RunningJar after = RunningJar.start(settings)) {
            Client client = new Client(after.url());
            expect(200, client.me(access(tokens)));
            expect(200, client.refresh(refresh(tokens)));
        }
    }
}
