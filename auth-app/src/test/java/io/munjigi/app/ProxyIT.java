package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.RealPostgres;
import io.munjigi.redis.testkit.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL and one Redis behind a real Caddy, where there is one, as {@code deploy/compose.yaml} has them. */
@Tag("thorough")
class ProxyIT {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int EXIT_OF_SIGTERM = 128 + 15;

    /** No client that connects has such an address, so none can take the port of a node that is away. */
    private static final List<String> HOSTS = List.of("127.0.0.2", "127.0.0.3");

    private static final List<RunningJar> NODES = new ArrayList<>();
    private static Map<String, String> settings = Map.of();
    private static RealRedis redis;
    private static RunningCaddy caddy;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        if (!Machine.runs("caddy", "version")) {
            Machine.leaveOut("two nodes behind a real Caddy", "there is none");
        }
        redis = RealRedis.started(directory);
        settings = SomeSettings.with(
                SomeSettings.on(RealPostgres.newDatabase()),
                "MUNJIGI_REDIS_URL",
                redis.url(),
                "MUNJIGI_TRUSTED_PROXIES",
                "127.0.0.1",
                "MUNJIGI_STOP_DELAY",
                published("MUNJIGI_STOP_DELAY"));
        for (String host : HOSTS) {
            NODES.add(RunningJar.start(SomeSettings.with(settings, "MUNJIGI_HTTP_HOST", host)));
        }
        caddy = RunningCaddy.before(NODES.get(0), NODES.get(1), directory);
        await("the proxy", () -> isServed("/health/ready"));
    }

    @AfterAll
    static void stop() {
        if (caddy != null) {
            caddy.close();
        }
        NODES.forEach(RunningJar::close);
        if (redis != null) {
            redis.close();
        }
    }

    /** What a setting is in {@code deploy/compose.yaml}. */
    private static String published(String setting) throws IOException {
        Path compose = Path.of(System.getProperty("munjigi.root")).resolve("deploy/compose.yaml");
        Matcher line = Pattern.compile(setting + ": (\\S+)").matcher(Files.readString(compose));
        assertThat(line.find()).as(setting).isTrue();
        return line.group(1);
    }

    private static boolean isServed(String path) {
        try {
            return new Client(caddy.url()).get(path).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Clients that call one after the other on connections that they keep, and go on whatever is answered. */
    private static final class Traffic {

        private static final int REFRESHING = 6;
        private static final int LOGGING_IN = 1;
        private static final int ROUNDS = 10;
        private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(40).toNanos();

        private final Client client;
        private final AtomicInteger[] rounds = new AtomicInteger[REFRESHING + LOGGING_IN];
        private final List<Thread> threads = new ArrayList<>();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private volatile boolean ended;

        Traffic(Client client) {
            this.client = client;
            for (int number = 0; number < rounds.length; number++) {
                String email = "caller" + number + "@example.org";
                expect(201, client.signUp(email));
                AtomicInteger made = new AtomicInteger();
                rounds[number] = made;
                UnaryOperator<HttpResponse<String>> round =
                        number < REFRESHING ? this::refreshOnce : tokens -> logInOnce(email);
                threads.add(new Thread(() -> call(email, round, made), email));
            }
            threads.forEach(Thread::start);
        }

        private HttpResponse<String> refreshOnce(HttpResponse<String> tokens) {
            expect(200, client.me(access(tokens)));
            return expect(200, client.refresh(refresh(tokens)));
        }

        private HttpResponse<String> logInOnce(String email) {
            HttpResponse<String> tokens = expect(200, client.logIn(email));
            expect(200, client.me(access(tokens)));
            expect(204, client.logOut(access(tokens)));
            return tokens;
        }

        private void call(String email, UnaryOperator<HttpResponse<String>> round, AtomicInteger made) {
            HttpResponse<String> tokens = null;
            while (!ended) {
                try {
                    tokens = round.apply(tokens == null ? expect(200, client.logIn(email)) : tokens);
                    made.incrementAndGet();
                } catch (AssertionError | UncheckedIOException failed) {
                    failures.add(Instant.now() + " " + email + ": " + failed.getMessage());
                    tokens = null;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
            }
        }

        /** Waits until each has been answered some times more. */
        void goOn() {
            int[] before = Arrays.stream(rounds).mapToInt(AtomicInteger::get).toArray();
            await("traffic", () -> {
                for (int number = 0; number < before.length; number++) {
                    if (rounds[number].get() < before[number] + ROUNDS) {
                        return false;
                    }
                }
                return true;
            });
        }

        /** Ends it; what went wrong. */
        List<String> end() {
            ended = true;
            threads.forEach(ProxyIT::join);
            return List.copyOf(failures);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void the_story_is_told_through_it_and_a_logout_holds_on_both() {
        Client client = new Client(caddy.url());
        expect(201, client.signUp("ada@example.org"));
        HttpResponse<String> first = client.logIn("ada@example.org");
        expect(200, client.me(access(first)));
        HttpResponse<String> second = client.refresh(refresh(first));
        expect(200, client.me(access(second)));
        expect(204, client.logOut(access(second)));

        for (RunningJar node : NODES) {
            Client direct = new Client(node.url());
            direct.await(401, () -> direct.me(access(second)));
        }
        expect(401, client.me(access(first)));
        expect(401, client.refresh(refresh(second)));
    }

    @Test
    void nodes_that_are_replaced_one_after_the_other_fail_no_request() {
        Traffic traffic = new Traffic(new Client(caddy.url()));
        List<String> failures;
        try {
            for (int number = 0; number < NODES.size(); number++) {
                traffic.goOn();
                replace(number, traffic);
            }
            traffic.goOn();
        } finally {
            failures = traffic.end();
        }
        assertThat(failures)
                .as("what went wrong; the proxy says %s", caddy.errors())
                .isEmpty();
    }

    private static void replace(int number, Traffic traffic) {
        RunningJar old = NODES.get(number);
        int port = URI.create(old.url()).getPort();
        old.terminate();
        assertThat(old.awaitExit()).isEqualTo(EXIT_OF_SIGTERM);
        traffic.goOn();
        RunningJar next = RunningJar.start(SomeSettings.with(
                settings, "MUNJIGI_HTTP_HOST", HOSTS.get(number), "MUNJIGI_HTTP_PORT", String.valueOf(port)));
        NODES.set(number, next);
        assertThat(next.url()).isEqualTo(old.url());
        // Or both would be away when the other is stopped.
        await(
                "a refresh by the node that is back",
                () -> next.log().stream().anyMatch(line -> line.contains("route=/auth/refresh")));
    }
}
