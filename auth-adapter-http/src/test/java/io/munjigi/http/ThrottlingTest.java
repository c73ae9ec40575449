package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuditEvent;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients see of limits and device tokens. */
class ThrottlingTest {

    private static final String EMAIL = "ada@example.org";
    private static final String PASSWORD = "correct horse battery";

    private final ServedHouse served =
            ServedHouse.by(HttpRules.strict().withTrustedProxies(TrustedProxies.parse("127.0.0.0/8")));

    @AfterEach
    void close() {
        served.close();
    }

    private Answer logIn(String email, String password, String... headers) {
        return served.send("POST", "/auth/login", request -> {
            request.method(
                            "POST",
                            BodyPublishers.ofString("{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}"))
                    .header("Content-Type", ServedHouse.JSON);
            if (headers.length > 0) {
                request.headers(headers);
            }
        });
    }

    private void guess(String email, int times) {
        for (int time = 0; time < times; time++) {
            assertThat(logIn(email, "wrong").status()).isEqualTo(401);
        }
    }

    @Test
    void too_many_wrong_passwords_get_429_in_whole_seconds_whoever_they_are_for() {
        served.signUp(EMAIL, PASSWORD);
        guess(EMAIL, 16);
        guess("nobody@example.org", 16);
        served.house().hasher().takeSpent();

        Answer known = logIn(EMAIL, PASSWORD);
        Answer unknown = logIn("nobody@example.org", PASSWORD);

        for (Answer answer : List.of(known, unknown)) {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.member("code")).isEqualTo("too_many_attempts");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
        assertThat(unknown.textWithoutRequestId()).isEqualTo(known.textWithoutRequestId());
        assertThat(served.house().hasher().takeSpent()).isZero();
        served.house().clock().advance(Duration.ofSeconds(1));
        guess(EMAIL, 1);
        served.house().clock().advance(Duration.ofMillis(300));
        assertThat(logIn(EMAIL, PASSWORD).header("Retry-After"))
                .as("rounded up")
                .isEqualTo("2");
    }

    @Test
    void whoever_is_refused_waits_a_moment_for_it() {
        guess(EMAIL, 16);

        long start = System.nanoTime();
        assertThat(logIn(EMAIL, PASSWORD).status()).isEqualTo(429);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void a_device_that_has_signed_in_is_known_by_header_or_cookie_and_not_shut_out() {
        served.signUp(EMAIL, PASSWORD);
        Answer first = logIn(EMAIL, PASSWORD);
        String device = first.header("Device-Token");
        assertThat(device).startsWith("mjd_");
        assertThat(first.header("Set-Cookie"))
                .isEqualTo("__Host-munjigi-device=" + device
                        + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=34560000");
        guess(EMAIL, 16);

        assertThat(logIn(EMAIL, PASSWORD).status()).isEqualTo(429);
        assertThat(logIn(EMAIL, PASSWORD, "Cookie", "a=b; __Host-munjigi-device=" + device + "; c")
                        .header("Device-Token"))
                .isEqualTo(device);
        guess(EMAIL, 16);
        assertThat(logIn(EMAIL, PASSWORD, "Device-Token", device).header("Device-Token"))
                .isEqualTo(device);
        guess(EMAIL, 16);
        assertThat(logIn(EMAIL, PASSWORD, "Device-Token", "mjd_forged", "Cookie", "__Host-munjigi-device=" + device)
                        .status())
                .as("the header counts")
                .isEqualTo(429);
    }

    @Test
    void a_page_of_somebody_elses_cannot_make_a_browser_forget_its_device() throws IOException {
        served.signUp(EMAIL, PASSWORD);
        String form = "username=ada%40example.org&password=correct+horse+battery";
        for (String header : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site")) {
            assertThat(served.raw("POST /auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header
                            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                            + "\r\n\r\n" + form))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("Set-Cookie");
        }
    }

    private List<@Nullable String> addresses() {
        List<@Nullable String> addresses = new ArrayList<>();
        for (AuditEvent event : served.house().stores().events()) {
            addresses.add(event.origin().address());
        }
        return addresses;
    }

    @Test
    void a_client_behind_a_trusted_proxy_has_its_own_address_and_limits() {
        for (int time = 0; time < 100; time++) {
            served.house().clock().advance(Duration.ofMinutes(15));
            logIn("x" + time, "wrong", "X-Forwarded-For", "198.51.100.1, 203.0.113.1");
        }

        assertThat(logIn("y", "wrong", "X-Forwarded-For", "198.51.100.2, 203.0.113.1")
                        .status())
                .isEqualTo(429);
        assertThat(logIn("y", "wrong", "X-Forwarded-For", "203.0.113.1, 198.51.100.2")
                        .status())
                .isEqualTo(401);
        assertThat(addresses()).contains("203.0.113.1", "198.51.100.2").doesNotContain("198.51.100.1", "127.0.0.1");
    }

    @Test
    void a_forged_header_changes_nothing() {
        try (ServedHouse alone = ServedHouse.strict()) {
            alone.send(
                    "POST",
                    "/auth/login",
                    request -> request.method("POST", BodyPublishers.ofString("{\"email\":\"x\",\"password\":\"y\"}"))
                            .headers(
                                    "Content-Type",
                                    ServedHouse.JSON,
                                    "X-Forwarded-For",
                                    "203.0.113.1",
                                    "Forwarded",
                                    "for=203.0.113.1",
                                    "X-Real-IP",
                                    "203.0.113.1"));

            assertThat(alone.house().stores().events())
                    .extracting(event -> event.origin().address())
                    .containsExactly("127.0.0.1");
        }
    }
}
