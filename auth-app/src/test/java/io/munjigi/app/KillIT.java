package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.RealPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} right after a logout and a refresh were answered: both are still true after the restart, whatever lifetime is set then. */
class KillIT {

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

    @Test
    void what_was_answered_is_still_true() {
        kill(2, onH2());
        kill(2, onPostgres());
    }

    @Test
    @Tag("thorough")
    void what_was_answered_is_still_true_twenty_times() {
        kill(20, onH2());
        kill(20, onPostgres());
    }
}
