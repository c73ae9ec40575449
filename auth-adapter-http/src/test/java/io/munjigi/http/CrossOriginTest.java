package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossOriginTest {

    private static final String APP = "https://app.example.org";
    private static final ServedHouse OPEN =
            ServedHouse.by(HttpRules.strict().withCorsOrigins(Set.of(APP, "http://localhost:5173")));
    private static final ServedHouse CLOSED = ServedHouse.strict();

    @AfterAll
    static void close() {
        OPEN.close();
        CLOSED.close();
    }

    /** Over a raw connection, because Java's client lets nobody set an origin. */
    private static String ask(ServedHouse house, String method, String path, String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return house.raw(request + "\r\n");
    }

    @Test
    void a_page_of_an_allowed_origin_may_read_answers_errors_too() throws IOException {
        for (String path : Set.of("/users/me", "/health/live", "/nowhere", "/.well-known/jwks.json")) {
            assertThat(ask(OPEN, "GET", path, "Origin: " + APP))
                    .contains("Access-Control-Allow-Origin: " + APP + "\r\n")
                    .contains(
                            "Access-Control-Expose-Headers: Device-Token, Retry-After, WWW-Authenticate, X-Request-Id\r\n")
                    .contains("Vary: Origin\r\n")
                    .doesNotContain("Access-Control-Allow-Credentials");
        }
    }

    @Test
    void before_it_asks_a_page_learns_what_it_may_ask_for() throws IOException {
        assertThat(ask(OPEN, "OPTIONS", "/users/me/password", "Origin: " + APP, "Access-Control-Request-Method: PUT"))
                .startsWith("HTTP/1.1 204 ")
                .contains("Access-Control-Allow-Origin: " + APP + "\r\n")
                .contains("Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE\r\n")
                .contains("Access-Control-Allow-Headers: Authorization, Content-Type, Device-Token, X-Request-Id\r\n")
                .contains("Access-Control-Max-Age: 600\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org.evil.example", "http://app.example.org", "https://app.example.org:444", "null",
                "https://APP.example.org", "https://example.org", "*", ""
            })
    void any_other_page_learns_nothing(String origin) throws IOException {
        for (String method : Set.of("GET", "OPTIONS")) {
            assertThat(ask(OPEN, method, "/users/me", "Origin: " + origin, "Access-Control-Request-Method: GET"))
                    .doesNotContain("Access-Control-")
                    .contains("Cross-Origin-Resource-Policy: same-origin\r\n");
        }
    }

    @Test
    void without_the_setting_no_page_learns_anything() throws IOException {
        assertThat(ask(CLOSED, "OPTIONS", "/users/me", "Origin: " + APP, "Access-Control-Request-Method: GET"))
                .doesNotContain("Access-Control-")
                .doesNotContain("Vary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "app.example.org", "https://app.example.org/", "ftp://x", "https://A.example"})
    void what_no_browser_would_send_is_refused_as_a_setting(String origin) {
        HttpRules strict = HttpRules.strict();
        Set<String> origins = Set.of(origin);

        assertThatIllegalArgumentException().isThrownBy(() -> strict.withCorsOrigins(origins));
    }
}
