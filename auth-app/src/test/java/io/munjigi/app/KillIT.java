package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munjigi.persistence.testkit.RealPostgres;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} right after a logout and a refresh were answered: both are still true after the restart, whatever lifetime is set then. */
@Tag("thorough")
class KillIT {

    private static final int CLIENTS = 4;
    private static final int ACCOUNTS_BEFORE_THE_KILL = 8;

    @TempDir
    private Path directory;

    private Map<String, String> onH2() {
        return Map.of("MUNJIGI_DATA_DIR", directory.toString(), "MUNJIGI_ISSUER", "https://auth.example.org");
    }

    private static Map<String, String> onPostgres() {
        RealPostgres.Place place = RealPostgres.newDatabase();
        return Map.of(
                "MUNJIGI_DATABASE_URL", place.url(),
                "MUNJIGI_DATABASE_USER", place.user(),
                "MUNJIGI_DATABASE_PASSWORD", place.password(),
                "MUNJIGI_SECRET", "0123456789abcdef0123456789abcdef",
                "MUNJIGI_ISSUER", "https://auth.example.org");
    }

    private static void kill(int times, Map<String, String> settings) {
        Map<String, String> shorter = new HashMap<>(settings);
        shorter.put("MUNJIGI_ACCESS_TOKEN_TTL", "PT1S");
        HttpResponse<String> loggedOut = null;
        HttpResponse<String> refreshed = null;
        for (int kill = 0; kill <= times; kill++) {
            // Judged under the shorter lifetime, issued under the longer, or the tokens would be dead by themselves.
            if (loggedOut != null && refreshed != null) {
                try (RunningJar service = RunningJar.start(shorter)) {
                    Client client = new Client(service.url());
                    assertThat(client.me(access(loggedOut)).statusCode())
                            .as("after a logout")
                            .isEqualTo(401);
                    assertThat(client.refresh(refresh(loggedOut)).statusCode())
                            .as("after a logout")
                            .isEqualTo(401);
                    assertThat(client.me(access(refreshed)).statusCode())
                            .as("after a refresh")
                            .isEqualTo(200);
                    assertThat(client.refresh(refresh(refreshed)).statusCode())
                            .as("after a refresh")
                            .isEqualTo(200);
                }
            }
            try (RunningJar service = RunningJar.start(settings)) {
                Client client = new Client(service.url());
                client.signUp("ada@example.org");
                HttpResponse<String> one = client.logIn("ada@example.org");
                HttpResponse<String> other = client.logIn("ada@example.org");
                refreshed = client.refresh(refresh(other));
                loggedOut = one;
                assertThat(client.logOut(access(one)).statusCode()).isEqualTo(204);
                service.kill();
            }
        }
    }

    private static String access(HttpResponse<String> tokens) {
        return Client.member(tokens, "access_token");
    }

    private static String refresh(HttpResponse<String> tokens) {
        return Client.member(tokens, "refresh_token");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatever_was_answered_under_load_is_still_true(boolean embedded) throws Exception {
        Map<String, String> settings = SomeSettings.with(embedded ? onH2() : onPostgres(), "MUNJIGI_THROTTLE", "off");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        Map<String, HttpResponse<String>> refreshed = new ConcurrentHashMap<>();
        Map<String, HttpResponse<String>> loggedOut = new ConcurrentHashMap<>();
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            CountDownLatch warm = new CountDownLatch(ACCOUNTS_BEFORE_THE_KILL);
            List<Future<?>> ends = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                String name = "client" + number;
                ends.add(clients.submit(() -> liveUntilTheEnd(client, name, warm, refreshed, loggedOut)));
            }
            assertThat(warm.await(2, TimeUnit.MINUTES)).isTrue();
            service.kill();
            for (Future<?> end : ends) {
                assertThatThrownBy(end::get).hasCauseInstanceOf(UncheckedIOException.class);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(refreshed).isNotEmpty();
        assertThat(loggedOut).isNotEmpty();
        try (RunningJar again = RunningJar.start(settings)) {
            Client client = new Client(again.url());
            refreshed.values().forEach(tokens -> Client.expect(200, client.refresh(refresh(tokens))));
            loggedOut.values().forEach(tokens -> Client.expect(401, client.refresh(refresh(tokens))));
            loggedOut.keySet().forEach(email -> Client.expect(409, client.signUp(email)));
        }
    }

    /** Each has an account and two sessions: one was refreshed, one has ended. */
    private static void liveUntilTheEnd(
            Client client,
            String name,
            CountDownLatch warm,
            Map<String, HttpResponse<String>> refreshed,
            Map<String, HttpResponse<String>> loggedOut) {
        for (int number = 0; ; number++) {
            String email = name + "-" + number + "@example.org";
            Client.expect(201, client.signUp(email));
            HttpResponse<String> one = client.refresh(refresh(client.logIn(email)));
            refreshed.put(email, Client.expect(200, one));
            HttpResponse<String> other = client.logIn(email);
            Client.expect(204, client.logOut(access(other)));
            loggedOut.put(email, other);
            warm.countDown();
        }
    }

    @Test
    void what_was_answered_is_still_true_twenty_times() {
        kill(20, onH2());
        kill(20, onPostgres());
    }
}
