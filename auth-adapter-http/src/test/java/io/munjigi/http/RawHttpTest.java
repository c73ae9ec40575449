package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.testkit.RawHttp;
import io.munjigi.http.AuthServer.Limits;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawHttpTest {

    private static final ServedHouse HOUSE = ServedHouse.strict();

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    @Test
    void three_hundred_half_sent_bodies_delay_nobody() throws IOException {
        HOUSE.signUp("slow@example.org", "correct horse battery");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int number = 0; number < 300; number++) {
                Socket socket = HOUSE.connect();
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                        + (number % 2 == 0
                                                ? "Content-Length: 100\r\n\r\n{"
                                                : "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"))
                                .getBytes(StandardCharsets.ISO_8859_1));
            }

            // All worker threads together are fewer than these: were one held for each body, no answer would come.
            assertThat(HOUSE.get("/health/live").status()).isEqualTo(200);
            assertThat(HOUSE.logIn("slow@example.org", "correct horse battery").status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/me/sessions/;%",
                "/users/me/sessions/a;%zz",
                "/users/me/sessions/%4",
                "/users/me;%-1",
                "/;%"
            })
    void a_path_with_a_broken_escape_is_no_http(String path) throws IOException {
        String answer = HOUSE.rawToTheEnd("DELETE " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(RawHttp.statuses(answer)).containsExactly(400);
        assertThat(answer).contains("\"code\":\"malformed_request\"");
    }

    @Test
    void who_says_nothing_for_as_long_as_is_set_is_let_go() throws IOException {
        ServedHouse impatient = ServedHouse.within(Limits.withWaiting(0).withIdle(Duration.ofSeconds(1)));
        try (Socket silent = impatient.connect();
                Socket halfSent = impatient.connect()) {
            halfSent.getOutputStream()
                    .write(("POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.ISO_8859_1));
            for (Socket socket : List.of(silent, halfSent)) {
                socket.setSoTimeout(
                        (int) Limits.withWaiting(0).idle().dividedBy(3).toMillis());
            }

            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            assertThat(new String(halfSent.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ");
        } finally {
            impatient.close();
        }
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_whole_in_the_end() throws IOException {
        HOUSE.signUp("bytes@example.org", "correct horse battery");
        String body = "{\"email\":\"bytes@example.org\",\"password\":\"correct horse battery\"}";
        try (Socket socket = HOUSE.connect()) {
            socket.setTcpNoDelay(true);
            String head =
                    "POST /auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n";
            for (byte each : (head + body).getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(each);
                socket.getOutputStream().flush();
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_client_that_asks_first_is_refused_before_it_sends_too_much() throws IOException {
        String answer =
                HOUSE.raw("POST /auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 70000\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"body_too_large\"");
    }

    @Test
    void what_is_too_long_or_cannot_be_expected_is_told_so() throws IOException {
        String end = "Host: x\r\nConnection: close\r\n\r\n";

        assertThat(HOUSE.raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\n" + end))
                .startsWith("HTTP/1.1 414 ")
                .contains("\"code\":\"uri_too_long\"");
        assertThat(HOUSE.raw("GET /users/me HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n" + end))
                .startsWith("HTTP/1.1 431 ")
                .contains("\"code\":\"headers_too_large\"");
        assertThat(HOUSE.raw("GET /users/me HTTP/1.1\r\nExpect: miracles\r\n" + end))
                .startsWith("HTTP/1.1 417 ")
                .contains("\"code\":\"expectation_failed\"");
    }

    @Test
    void malformed_http_is_a_problem_in_the_contracts_form() throws IOException {
        for (String request : List.of(
                "GARBAGE\r\n\r\n",
                "GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /health/live HTTP/1.1\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /users/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + "x".repeat(20_000) + "\r\n\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /users/%2e%2e/users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /users%2fme HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /users;x=y/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /users/me%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            String answer = HOUSE.raw(request);
            assertThat(answer).as(request).matches("(?s)HTTP/1.1 4(?:00|01|04|14|31) .*");
            assertThat(answer)
                    .as(request)
                    .contains("application/problem+json", "\"request_id\":")
                    .containsIgnoringCase("Connection: close")
                    .doesNotContainIgnoringCase("jetty", "exception", "\tat ");
        }
    }

    @Test
    void three_hundred_half_sent_heads_delay_nobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int number = 0; number < 300; number++) {
                Socket socket = HOUSE.connect();
                slow.add(socket);
                socket.getOutputStream()
                        .write("GET /users/me HTTP/1.1\r\nHost: x\r\nX-Slow: "
                                .substring(0, 1 + number % 40)
                                .getBytes(StandardCharsets.ISO_8859_1));
            }

            assertThat(HOUSE.get("/health/live").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void ten_thousand_headers_are_too_many() throws IOException {
        for (String header : List.of("X: y\r\n", "Authorization: Bearer x\r\n", "Cookie: a=b\r\n", "a:\r\n")) {
            String answer = HOUSE.rawToTheEnd("GET /users/me HTTP/1.1\r\nHost: x\r\n" + header.repeat(10_000) + "\r\n");
            assertThat(answer).as(header).startsWith("HTTP/1.1 431 ").contains("\"code\":\"headers_too_large\"");
        }
    }

    @Test
    void a_host_is_given_once_and_is_one() throws IOException {
        for (String hosts : List.of(
                "Host: x\r\nHost: x\r\n",
                "Host: x\r\nhost: y\r\n",
                "Host: a b\r\n",
                "Host: x:port\r\n",
                "Host: x/y\r\n",
                "Host: u@x\r\n")) {
            String answer = HOUSE.raw("GET /health/live HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
            assertThat(RawHttp.statuses(answer)).as(hosts).containsExactly(400);
        }
    }

    @Test
    void what_comes_in_a_row_is_answered_in_that_order() throws IOException {
        String known = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        String login =
                "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        String chunked = "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n1;a=b\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
        String unknown = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";
        String last = "GET /users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(RawHttp.statuses(HOUSE.raw(known + login + chunked + unknown + login + last)))
                .containsExactly(200, 422, 422, 404, 422, 401);
        assertThat(RawHttp.statuses(HOUSE.raw(known + "GARBAGE\r\n\r\n" + known)))
                .containsExactly(200, 400);
    }

    @Test
    void a_trailer_is_no_header() throws IOException {
        String token = Somebody.signedUp(HOUSE).accessToken();

        String answer =
                HOUSE.raw("GET /users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "0\r\nAuthorization: Bearer " + token + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("Not authenticated");
    }

    @Test
    void of_an_absolute_target_only_the_path_counts() throws IOException {
        String end = " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";

        assertThat(HOUSE.raw("GET http://evil.example/users/me" + end))
                .startsWith("HTTP/1.1 401 ")
                .doesNotContain("evil");
        assertThat(RawHttp.statuses(HOUSE.raw("GET http://other.example/users/me" + end)))
                .as("a host and another")
                .containsExactly(400);
        assertThat(RawHttp.statuses(HOUSE.raw("CONNECT evil.example:443" + end)))
                .allMatch(status -> status / 100 == 4);
        assertThat(RawHttp.statuses(HOUSE.raw("OPTIONS *" + end))).allMatch(status -> status < 500);
    }

    @Test
    void a_path_has_one_spelling() throws IOException {
        String token = Somebody.signedUp(HOUSE).accessToken();
        assertThat(RawHttp.statuses(get("/users/me", token))).containsExactly(200);
        for (String target : List.of(
                "//users/me",
                "/users//me",
                "/health/live/..;/..;/users/me",
                "/health/live/%2e%2e/%2e%2e/users/me",
                "/health/live/%252e%252e/users/me",
                "/health/live/..%2f..%2fusers/me",
                "/health/live/..%5c..%5cusers%5cme",
                "/health/live\\..\\..\\users\\me",
                "/%75sers/me",
                "/./users/me",
                "/health/live/../../users/me",
                "/docs/../users/me",
                "/users/me/",
                "/users/me%20",
                "/users/me%0d%0aX:%20y",
                "/users/me;x=y",
                "/users/me;",
                "/users/me#x",
                "/users/%c0%aeme",
                "/users/%u006de",
                "/users/me%",
                "/users/me%f",
                "/users/\u00e9",
                "users/me",
                "",
                "?",
                "/docs/%2e%2e/users/me",
                "/docs/..%2fopenapi.json",
                "/docs/../../../../etc/passwd")) {
            String answer = get(target, token);
            assertThat(RawHttp.statuses(answer)).as(target).hasSize(1).allMatch(status -> status / 100 == 4);
            assertThat(answer).as(target).contains("application/problem+json");
        }
    }

    private static String get(String target, String token) throws IOException {
        return HOUSE.raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + token
                + "\r\n\r\n");
    }

    @Test
    void a_method_has_one_spelling() throws IOException {
        for (String method :
                List.of("get", "Get", "GETT", "G\u00c9T", "M-SEARCH", "BREW", "%47ET", "PRI", "x".repeat(5_000))) {
            String answer = HOUSE.raw(method + " /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(RawHttp.statuses(answer)).as(method).hasSize(1).allMatch(status -> status / 100 == 4);
            assertThat(answer).as(method).contains("application/problem+json");
        }
    }

    @Test
    void another_protocol_is_refused() throws IOException {
        String preface = HOUSE.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
        assertThat(RawHttp.statuses(preface)).hasSize(1).allMatch(status -> status / 100 == 4);
        assertThat(HOUSE.raw("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" + "\0".repeat(500)))
                .as("TLS")
                .startsWith("HTTP/1.1 400 ");
        assertThat(RawHttp.statuses(HOUSE.raw("GET /health/live\r\n")))
                .as("HTTP/0.9")
                .containsExactly(400);
    }

    /** Javalin would keep a session in memory for each of them. */
    @Test
    void whoever_asks_for_another_protocol_is_answered_as_if_they_had_not() throws IOException {
        for (String upgrade : List.of("h2c", "websocket", "TLS/1.3")) {
            String answer =
                    HOUSE.raw("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade, HTTP2-Settings\r\n"
                            + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nUpgrade: " + upgrade + "\r\n\r\n");
            assertThat(answer).as(upgrade).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("Set-Cookie");
        }
    }
}
