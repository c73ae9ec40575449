package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munjigi.persistence.testkit.RealPostgres;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static void kill(int times, Map<String, String> settings) {
        Map<String, String> shorter = SomeSettings.with(settings, "MUNJIGI_ACCESS_TOKEN_TTL", "PT1S");
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatever_was_answered_under_load_is_still_true(boolean embedded) throws Exception {
        Map<String, String> settings =
                embedded ? SomeSettings.embedded(directory) : SomeSettings.on(RealPostgres.newDatabase());
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
            refreshed.values().forEach(tokens -> expect(200, client.refresh(refresh(tokens))));
            loggedOut.values().forEach(tokens -> expect(401, client.refresh(refresh(tokens))));
            loggedOut.keySet().forEach(email -> expect(409, client.signUp(email)));
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
            expect(201, client.signUp(email));
            HttpResponse<String> one = client.refresh(refresh(client.logIn(email)));
            refreshed.put(email, expect(200, one));
            HttpResponse<String> other = client.logIn(email);
            expect(204, client.logOut(access(other)));
            loggedOut.put(email, other);
            warm.countDown();
        }
    }

    @Test
    void what_was_answered_is_still_true_twenty_times() {
        kill(20, SomeSettings.embedded(directory));
        kill(20, SomeSettings.on(RealPostgres.newDatabase()));
    }
}
