package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.CuttableProxy;
import io.munjigi.persistence.testkit.RealPostgres;
import io.munjigi.redis.testkit.RealRedis;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole nodes on one PostgreSQL, with and without a Redis between them. */
class NodesIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String NEXT_SECRET = "fedcba9876543210fedcba9876543210";

    /** Long enough for any machine: how long it takes is measured elsewhere. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final int LOGOUTS = 100;

    @TempDir
    private Path directory;

    private static Map<String, String> onPostgres(String... more) {
        RealPostgres.Place place = RealPostgres.newDatabase();
        Map<String, String> settings = new HashMap<>(Map.of(
                "MUNJIGI_DATABASE_URL", place.url(),
                "MUNJIGI_DATABASE_USER", place.user(),
                "MUNJIGI_DATABASE_PASSWORD", place.password(),
                "MUNJIGI_SECRET", SECRET,
                "MUNJIGI_ISSUER", "https://auth.example.org"));
        for (int index = 0; index < more.length; index += 2) {
            settings.put(more[index], more[index + 1]);
        }
        return settings;
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private static String access(HttpResponse<String> tokens) {
        return Client.member(expect(200, tokens), "access_token");
    }

    private static String refresh(HttpResponse<String> tokens) {
        return Client.member(expect(200, tokens), "refresh_token");
    }

    private static void awaitRefusal(Client client, String accessToken) {
        awaitStatus(401, () -> {
            HttpResponse<String> answer = client.me(accessToken);
            assertThat(answer.statusCode()).isIn(200, 401);
            return answer;
        });
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
        Map<String, String> settings = onPostgres(
                "MUNJIGI_ADMIN_EMAIL", "root@example.org", "MUNJIGI_ADMIN_PASSWORD", Client.PASSWORD);
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

    /** Says it, and holds nobody to it: that depends on the machine. */
    @Test
    @Tag("thorough")
    void how_long_a_logout_takes_to_hold_on_the_other_node() throws IOException {
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
                            micros[LOGOUTS * 99 / 100] / 1000.0,
                            micros[LOGOUTS - 1] / 1000.0,
                            LOGOUTS);
                    if (!url.isEmpty()) {
                        redis.die();
                        logOutAcross(here, there);
                        redis.comeBack();
                        sayHowSoonNewsIsFastAgain(here, there);
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

    private static void sayHowSoonNewsIsFastAgain(Client here, Client there) {
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
    }

    @Test
    void a_lost_database_is_answered_for_and_forgiven_without_a_restart() throws IOException {
        try (CuttableProxy network = new CuttableProxy(RealPostgres.port())) {
            Map<String, String> settings = onPostgres();
            settings.compute(
                    "MUNJIGI_DATABASE_URL",
                    (name, url) -> url.replaceFirst("//[^/]+/", "//localhost:" + network.port() + "/"));
            try (RunningJar service = RunningJar.start(settings)) {
                Client client = new Client(service.url());
                expect(201, client.signUp("ada@example.org"));
                HttpResponse<String> tokens = client.logIn("ada@example.org");
                network.cut();

                HttpResponse<String> refused = expect(503, client.refresh(refresh(tokens)));
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                expect(503, client.me(access(tokens)));
                expect(503, client.logOut(access(tokens)));
                expect(503, client.get("/health/ready"));
                expect(200, client.get("/health/live"));

                network.restore();
                awaitStatus(200, () -> client.get("/health/ready"));
                tokens = expect(200, client.refresh(refresh(tokens)));
                expect(200, client.me(access(tokens)));
                expect(204, client.logOut(access(tokens)));
                expect(401, client.me(access(tokens)));
            }
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
            assertThat(reseal.log()).singleElement().asString().contains("2 keys are sealed");
        }
        settings.remove("MUNJIGI_SECRET_PREVIOUS");
        try (RunningJar after = RunningJar.start(settings)) {
            Client client = new Client(after.url());
            expect(200, client.me(access(tokens)));
            expect(200, client.refresh(refresh(tokens)));
        }
    }
}
