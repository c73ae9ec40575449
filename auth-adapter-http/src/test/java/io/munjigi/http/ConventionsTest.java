package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConventionsTest {

    private static final ServedHouse HOUSE = ServedHouse.strict();
    private static final String CANARY = "canary-3f9c";

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static Answer login(byte[] body) {
        return HOUSE.post("/auth/login", ServedHouse.JSON, body);
    }

    @Test
    void a_body_that_cannot_be_parsed_is_malformed_and_not_repeated() {
        for (String body : List.of(
                "",
                " ",
                "{",
                "{\"email\":\"" + CANARY,
                "{\"email\":\"" + CANARY + "\"} x",
                "{\"email\":\"a\"}{}",
                "{'email':'a'}",
                "{\"email\":\"a\",\"email\":\"" + CANARY + "\",\"password\":\"b\"}",
                "\uFEFF{}",
                "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
                "{\"a\":" + "1".repeat(5000) + "}",
                "{\"a\":".repeat(1000) + "1" + "}".repeat(1000),
                "{\"a\":NaN}",
                "{\"a\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":0x1}",
                "{\"a\":1e}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{\"a\":tru}",
                "/**/{}",
                "{}//",
                "#\n{}",
                "{\"a\":\"\\x41\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\0\"}",
                "\0{}",
                "{}\0",
                "{\"a\":\"\t\"}",
                CANARY)) {
            Answer answer = HOUSE.post("/auth/login", ServedHouse.JSON, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.member("code")).isEqualTo("malformed_body");
            assertThat(answer.text()).doesNotContain(CANARY);
        }
        for (byte[] notUtf8 : List.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                "{}".getBytes(StandardCharsets.UTF_16),
                "{}".getBytes(StandardCharsets.UTF_16LE),
                "{}".getBytes(StandardCharsets.UTF_16BE),
                "{}".getBytes(Charset.forName("UTF-32")),
                "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(login(notUtf8).status()).isEqualTo(400);
        }
    }

    @Test
    void numbers_beyond_all_bounds_are_ignored_or_malformed() {
        Answer answer = HOUSE.post(
                "/auth/login",
                ServedHouse.JSON,
                "{\"email\":\"a\",\"password\":\"b\",\"x\":1e999999999,\"y\":-1e-999999999}");

        assertThat(answer.status()).isIn(400, 401);
    }

    @Test
    void no_error_repeats_what_was_sent() {
        List<Answer> answers = List.of(
                HOUSE.signUp(CANARY, CANARY + "\\ud800"),
                HOUSE.logIn(CANARY, CANARY),
                HOUSE.post("/auth/login", ServedHouse.FORM, "grant_type=" + CANARY + "&username=a&password=b"),
                HOUSE.post("/auth/login", "text/" + CANARY, "{}"),
                HOUSE.get("/" + CANARY),
                HOUSE.get("/users/me", "Authorization", "Bearer " + CANARY));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.text() + answer.response().headers()).doesNotContain(CANARY);
        });
    }

    @Test
    void an_empty_body_is_malformed_and_another_media_type_unsupported() {
        for (String mediaType : List.of(ServedHouse.JSON, ServedHouse.FORM)) {
            assertThat(HOUSE.post("/auth/login", mediaType, "").status()).isEqualTo(400);
        }
        assertThat(HOUSE.send("POST", "/auth/login", request -> request.method("POST", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(400);
        assertThat(HOUSE.send("POST", "/auth/login", request -> request.method("POST", BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        for (String mediaType :
                List.of("text/plain", "application/xml", "multipart/form-data; boundary=x", ";", "json")) {
            assertThat(HOUSE.post("/auth/login", mediaType, "{}").status())
                    .as(mediaType)
                    .isEqualTo(415);
        }
        assertThat(HOUSE.send(
                                "POST",
                                "/auth/login",
                                request -> request.method("POST", BodyPublishers.ofString("{}"))
                                        .headers("Content-Type", ServedHouse.JSON, "Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_body_of_64_kibibytes_is_read_and_one_byte_more_is_not() {
        String frame = "{\"email\":\"a\",\"password\":\"\"}";
        String longest = "{\"email\":\"a\",\"password\":\"" + "x".repeat(64 * 1024 - frame.length()) + "\"}";

        assertThat(HOUSE.post("/auth/login", ServedHouse.JSON, longest).status())
                .isEqualTo(401);
        assertThat(HOUSE.post("/auth/login", ServedHouse.JSON, longest + " ").status())
                .isEqualTo(413);
    }

    @Test
    void a_body_of_ten_megabytes_gets_its_answer() {
        byte[] body = new byte[10_000_000];

        Answer declared = login(body);
        Answer chunked = HOUSE.send(
                "POST",
                "/auth/login",
                request -> request.method(
                                "POST", BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                        .header("Content-Type", ServedHouse.JSON));

        for (Answer answer : List.of(declared, chunked)) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.member("code")).isEqualTo("body_too_large");
        }
    }

    @Test
    void an_unknown_path_is_not_found() {
        for (String path :
                List.of("/", "/nothing", "/users", "/users/me/", "/USERS/ME", "/docs/", "/docs/x", "/auth/login/x")) {
            Answer answer = HOUSE.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.member("code")).isEqualTo("not_found");
        }
    }

    @Test
    void a_wrong_method_is_told_the_right_ones() {
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "PROPFIND")) {
            Answer answer = HOUSE.send(method, "/auth/login", request -> {});
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("OPTIONS, POST");
        }
        assertThat(HOUSE.send("PUT", "/users/me", request -> {}).header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS");
        Answer options = HOUSE.send("OPTIONS", "/users/me", request -> {});
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    }

    @Test
    void a_header_does_not_change_the_method() {
        for (String override : List.of("POST", "<x>", "a status=200")) {
            Answer answer =
                    HOUSE.send("GET", "/auth/signup", request -> request.header("X-HTTP-Method-Override", override));
            assertThat(answer.status()).as(override).isIn(400, 405);
        }
        assertThat(HOUSE.send("POST", "/users/me", request -> request.header("X-HTTP-Method-Override", "GET"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void unknown_parameters_of_a_media_type_are_ignored_and_a_hostile_one_costs_nothing() {
        assertThat(HOUSE.post("/auth/login", "application/json; profile=x; charset=utf-8", "{}")
                        .status())
                .isEqualTo(422);
        assertThat(HOUSE.post("/auth/login", "application/json" + " ".repeat(5_000) + "x", "{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void head_answers_as_get_does_without_the_body() {
        Answer head = HOUSE.send("HEAD", "/health/live", request -> {});

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(HOUSE.send("HEAD", "/users/me", request -> {}).status()).isEqualTo(401);
    }

    @Test
    void a_good_request_id_is_taken_over_and_another_replaced() {
        assertThat(HOUSE.get("/health/live", "X-Request-Id", "My.Id_1-2").header("X-Request-Id"))
                .isEqualTo("My.Id_1-2");
        Answer failed = HOUSE.get("/users/me", "X-Request-Id", "My.Id_1-2");
        assertThat(failed.member("request_id")).isEqualTo("My.Id_1-2");
        for (String bad : List.of("", "x".repeat(65), "with space", "ünïcode", "a;b")) {
            assertThat(HOUSE.get("/health/live", "X-Request-Id", bad).header("X-Request-Id"))
                    .matches("[0-9a-f]{16}");
        }
        assertThat(HOUSE.get("/nothing", "X-Request-Id", "My.Id_1-2").member("request_id"))
                .isEqualTo("My.Id_1-2");
    }

    @Test
    void every_answer_has_the_hardening_headers_and_none_tells_the_product() {
        for (Answer answer : List.of(
                HOUSE.get("/health/live"),
                HOUSE.get("/users/me"),
                HOUSE.get("/nothing"),
                HOUSE.get("/docs"),
                HOUSE.send("PUT", "/auth/login", request -> {}),
                login(new byte[100_000]))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.headerNames()).noneMatch(name -> name.equalsIgnoreCase("Server"));
            assertThat(answer.headerNames()).noneMatch(name -> name.equalsIgnoreCase("X-Powered-By"));
            assertThat(answer.headerNames()).noneMatch(name -> name.equalsIgnoreCase("Set-Cookie"));
        }
    }

    /** The issuer is https. What the server refuses before it reaches a route does not say so. */
    @Test
    void browsers_are_told_to_stay_with_tls() {
        for (Answer answer : List.of(
                HOUSE.get("/health/live"),
                HOUSE.get("/users/me"),
                HOUSE.get("/nothing"),
                HOUSE.get("/docs"),
                HOUSE.send("PUT", "/auth/login", request -> {}))) {
            assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=63072000");
        }
    }

    @Test
    void only_what_is_public_may_be_kept() {
        for (String path : List.of("/docs", "/openapi.json", "/.well-known/jwks.json")) {
            assertThat(HOUSE.get(path).header("Cache-Control")).isEqualTo("public, max-age=300");
        }
        for (Answer answer : List.of(
                HOUSE.get("/users/me"),
                HOUSE.get("/health/ready"),
                HOUSE.get("/nothing"),
                HOUSE.logIn("a", "b"),
                login(new byte[100_000]))) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }
}
