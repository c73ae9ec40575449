package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh tokens that scripts cannot read. */
class RefreshCookieTest {

    private static final String APP = "https://app.example.org";
    /** Of {@link ServedHouse#ISSUER}. */
    private static final String OWN = "Origin: https://example.org";

    private static final String LOGIN = "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}";
    private static final Pattern REFRESH = Pattern.compile(
            "Set-Cookie: __Host-munjigi-refresh=(mjr_[A-Za-z0-9_-]+); Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=34560000\r\n");

    private static final ServedHouse HOUSE =
            ServedHouse.by(HttpRules.strict().withRefreshCookie(true).withCorsOrigins(Set.of(APP)));

    @BeforeAll
    static void signUp() {
        HOUSE.signUp("ada@example.org", "correct horse battery");
    }

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static String post(String path, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("POST " + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return HOUSE.raw(request + "\r\n" + body);
    }

    private static String refreshToken(String answer) {
        Matcher cookie = REFRESH.matcher(answer);
        assertThat(cookie.find()).as(answer).isTrue();
        return cookie.group(1);
    }

    private static String logIn() throws IOException {
        String answer = post("/auth/login", LOGIN, "Content-Type: application/json");
        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("refresh_token");
        return "Cookie: __Host-munjigi-refresh=" + refreshToken(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void a_page_of_somebody_elses_cannot_put_its_own_session_in_place_of_the_users(String header) throws IOException {
        String token = logIn().replaceAll(".*=", "");
        String form = "Content-Type: application/x-www-form-urlencoded";

        for (String answer : List.of(
                post("/auth/login", "username=ada%40example.org&password=correct+horse+battery", form, header),
                post("/auth/refresh", "refresh_token=" + token, form, header),
                post("/auth/logout", "refresh_token=" + token, form, header))) {
            assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContain("Set-Cookie");
        }
    }

    @Test
    void the_refresh_token_goes_in_a_cookie_and_nowhere_else_and_comes_back_by_it() throws IOException {
        String cookie = logIn();

        String answer = post("/auth/refresh", "", cookie, OWN);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("\"access_token\"")
                .doesNotContain("\"refresh_token\"");
        assertThat(cookie).doesNotContain(refreshToken(answer));
    }

    @Test
    void a_page_of_an_allowed_origin_may_send_it_too() throws IOException {
        assertThat(post("/auth/refresh", "", logIn(), "Origin: " + APP))
                .startsWith("HTTP/1.1 200 ")
                .contains("Access-Control-Allow-Credentials: true\r\n");
        assertThat(post("/auth/refresh", "", logIn(), "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: https://example.org.evil.example",
                "Origin: http://example.org",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: none",
                "X: y"
            })
    void a_page_of_somebody_elses_can_neither_refresh_nor_log_out_with_it(String header) throws IOException {
        String cookie = logIn();

        assertThat(post("/auth/refresh", "", cookie, header))
                .startsWith("HTTP/1.1 403 ")
                .contains("\"forbidden\"");
        assertThat(post("/auth/logout", "", cookie, header)).startsWith("HTTP/1.1 403 ");
        assertThat(post("/auth/refresh", "", cookie, OWN)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_logout_ends_the_session_and_drops_the_cookie() throws IOException {
        String cookie = logIn();

        assertThat(post("/auth/logout", "", cookie, OWN))
                .startsWith("HTTP/1.1 204 ")
                .contains(
                        "Set-Cookie: __Host-munjigi-refresh=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0\r\n");

        assertThat(post("/auth/refresh", "", cookie, OWN)).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void whoever_has_a_token_from_elsewhere_may_give_it_in_the_body() throws IOException {
        String token = logIn().replaceAll(".*=", "");

        assertThat(post("/auth/refresh", "refresh_token=" + token, "Content-Type: application/x-www-form-urlencoded"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void without_a_cookie_a_body_is_asked_for() throws IOException {
        assertThat(post("/auth/refresh", "", OWN)).startsWith("HTTP/1.1 400 ");
        assertThat(post("/auth/logout", "", OWN)).startsWith("HTTP/1.1 401 ");
    }
}
