package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Role;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What goes for every route, asked of each that the document names, with what the document says that it takes. */
class EveryRouteTest {

    private static final ServedHouse HOUSE =
            ServedHouse.with(AuthPolicy.strict().withThrottling(ThrottleRules.off()));
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.published();
    /** May do everything. */
    private static final Somebody ADA = Somebody.with(HOUSE, Role.ADMIN);

    private static final String BODY = "{\"email\":\"";

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    /** An operation of the document. */
    record Operation(String method, String template) {

        JsonNode node() {
            return DOCUMENT.root().path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        }

        /** A path of the template that is nobody's. */
        String path() {
            return template.replace("{id}", "01938c5e-8a00-7abc-8def-0123456789ab")
                    .replace("{role}", "admin")
                    .replace("{kid}", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        }

        boolean needsToken() {
            return node().path("security").valueStream().anyMatch(scheme -> scheme.has("bearer"));
        }

        boolean needsTokenAndNothingElseWillDo() {
            return needsToken() && node().path("security").valueStream().noneMatch(JsonNode::isEmpty);
        }

        JsonNode bodies() {
            return node().path("requestBody").path("content");
        }

        Answer send(HttpRequest.BodyPublisher body, String mediaType) {
            return HOUSE.send(method, path(), request -> {
                request.method(method, body).header("Content-Type", mediaType);
                if (needsTokenAndNothingElseWillDo()) {
                    // Another session each time: some calls end it.
                    Somebody caller = ADA.elsewhere();
                    request.header("Authorization", "Bearer " + caller.accessToken());
                }
            });
        }

        Answer send(String body, String mediaType) {
            return send(BodyPublishers.ofString(body), mediaType);
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    static List<Operation> operations() {
        return DOCUMENT.operations().stream()
                .map(operation -> operation.split(" ", -1))
                .map(parts -> new Operation(parts[0], parts[1]))
                .toList();
    }

    static Stream<Operation> thoseThatNeedAToken() {
        return operations().stream().filter(Operation::needsToken);
    }

    static Stream<Operation> thoseThatTakeABody() {
        return operations().stream().filter(operation -> !operation.bodies().isEmpty());
    }

    static Set<String> templates() {
        return operations().stream().map(Operation::template).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("thoseThatNeedAToken")
    void without_a_token_or_with_a_bad_one_nobody_is_let_in(Operation operation) {
        Answer none = HOUSE.send(operation.method(), operation.path(), request -> {});
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(none.member("detail")).isEqualTo("Not authenticated");

        Answer bad = HOUSE.as("bad", operation.method(), operation.path());
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(bad.member("detail")).isEqualTo("Could not validate credentials");

        Somebody ada = ADA.elsewhere();
        Answer inTheAddress =
                HOUSE.send(operation.method(), operation.path() + "?access_token=" + ada.accessToken(), request -> {});
        assertThat(inTheAddress.member("detail")).isEqualTo("Not authenticated");

        Answer two = HOUSE.send(
                operation.method(),
                operation.path(),
                request -> request.headers(
                        "Authorization",
                        "Bearer " + ada.accessToken(),
                        "Authorization",
                        "Bearer " + ada.accessToken()));
        assertThat(two.member("code")).isEqualTo("invalid_token");
        assertThat(ada.isIn()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("thoseThatTakeABody")
    void what_cannot_be_parsed_or_is_of_another_kind_is_refused(Operation operation) {
        for (String mediaType : operation.bodies().propertyNames()) {
            List<String> malformed = mediaType.equals(ServedHouse.JSON)
                    ? List.of("{", "{}{}", "{\"a\":1,\"a\":2}", BODY, "[1", "\uFEFF{}")
                    : List.of("a=%zz", "a=%C3%28", "a=1&a=2", "a=%");
            for (String body : malformed) {
                Answer answer = operation.send(body, mediaType);
                assertThat(answer.status()).as(body).isEqualTo(400);
                assertThat(answer.member("code")).isEqualTo("malformed_body");
            }
            boolean required =
                    operation.node().path("requestBody").path("required").asBoolean();
            assertThat(operation.send("", mediaType).status()).isEqualTo(required ? 400 : 401);
            assertThat(operation
                            .send(BodyPublishers.ofByteArray(new byte[64 * 1024 + 1]), mediaType)
                            .status())
                    .isEqualTo(413);
            assertThat(operation.send("{}", mediaType + "; charset=utf-16").status())
                    .isEqualTo(415);
        }
        for (String mediaType : List.of("text/plain", "application/xml", "multipart/form-data; boundary=x")) {
            assertThat(operation.send("{}", mediaType).status()).as(mediaType).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @MethodSource("thoseThatTakeABody")
    void every_member_that_is_missing_or_mistyped_is_named(Operation operation) {
        for (String mediaType : operation.bodies().propertyNames()) {
            JsonNode schema =
                    DOCUMENT.resolve(operation.bodies().path(mediaType).path("schema"));
            List<String> required = schema.path("required")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            boolean json = mediaType.equals(ServedHouse.JSON);
            if (!required.isEmpty()) {
                assertThat(operation
                                .send(json ? "{\"unknown\":1}" : "unknown=1", mediaType)
                                .faults())
                        .containsExactlyInAnyOrderElementsOf(required.stream()
                                .map(member -> "/" + member + " required")
                                .toList());
            }
            if (json) {
                assertThat(operation.send("[]", mediaType).faults()).containsExactly(" wrong_type");
                for (String value : List.of("null", "7", "true", "\"x\"", "[7]", "{}")) {
                    Set<String> mistyped = schema.path("properties").properties().stream()
                            .filter(member -> !isOfType(value, member.getValue()))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet());
                    String body = mistyped.stream()
                            .map(member -> "\"" + member + "\":" + value)
                            .collect(Collectors.joining(",", "{", "}"));
                    if (mistyped.isEmpty()) {
                        continue;
                    }
                    Stream<String> missing = required.stream().filter(member -> !mistyped.contains(member));
                    assertThat(operation.send(body, mediaType).faults())
                            .as(body)
                            .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                            mistyped.stream().map(member -> "/" + member + " wrong_type"),
                                            missing.map(member -> "/" + member + " required"))
                                    .toList());
                }
            }
        }
    }

    /** As they are written in JSON. Two of the longest fit into its body. */
    private static final List<String> HOSTILE_TEXTS = List.of(
            "\\u0000\\u0000\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "\ufeff\u2028\u202e",
            "😀".repeat(5_000),
            "e\u0301\u0327".repeat(3_000),
            "e" + "\u0301\u0316".repeat(5_000),
            "x".repeat(30_000),
            "x@" + "\u0130.".repeat(5_000),
            "\\r\\nSet-Cookie: a=b",
            "' OR '1'='1' --",
            "<script>alert(1)</script>",
            "${jndi:ldap://x/}",
            "../../../../etc/passwd",
            "%s%n%00");

    @ParameterizedTest
    @MethodSource("thoseThatTakeABody")
    @Timeout(60)
    void hostile_text_in_every_member_is_answered_and_not_repeated(Operation operation) {
        for (String mediaType : operation.bodies().propertyNames()) {
            JsonNode schema =
                    DOCUMENT.resolve(operation.bodies().path(mediaType).path("schema"));
            for (String text : HOSTILE_TEXTS) {
                Answer answer = operation.send(withEveryText(schema, mediaType, text), mediaType);

                assertThat(answer.status()).as("%.40s", text).isIn(200, 400, 401, 413, 422);
                assertThat(answer.text() + answer.response().headers()).doesNotContain(text);
            }
        }
    }

    private static String withEveryText(JsonNode schema, String mediaType, String text) {
        Stream<String> names = schema.path("properties").properties().stream()
                .filter(member -> isOfType("\"\"", member.getValue()))
                .map(Map.Entry::getKey);
        return mediaType.equals(ServedHouse.JSON)
                ? names.map(name -> "\"" + name + "\":\"" + text + "\"").collect(Collectors.joining(",", "{", "}"))
                : names.map(name -> name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static boolean isOfType(String json, JsonNode schema) {
        return switch (schema.path("type").asString()) {
            case "string" -> json.startsWith("\"");
            case "boolean" -> json.equals("true");
            default -> false;
        };
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_method_that_a_path_does_not_know_is_refused_with_those_that_it_does(String template) {
        String path = new Operation("GET", template).path();
        Set<String> known = operations().stream()
                .filter(operation -> operation.template().equals(template))
                .map(Operation::method)
                .collect(Collectors.toCollection(TreeSet::new));
        known.add("OPTIONS");
        if (known.contains("GET")) {
            known.add("HEAD");
        }
        String allow = String.join(", ", known);

        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY")) {
            if (!known.contains(method)) {
                Answer answer = HOUSE.send(method, path, request -> {});
                assertThat(answer.status()).as(method).isEqualTo(405);
                assertThat(answer.header("Allow")).isEqualTo(allow);
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            }
        }
        Answer options = HOUSE.send("OPTIONS", path, request -> {});
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo(allow);
        if (known.contains("GET")) {
            assertThat(HOUSE.send("HEAD", path, request -> {}).status())
                    .isEqualTo(HOUSE.get(path).status());
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void only_what_is_public_may_be_kept(Operation operation) {
        boolean isPublic =
                Set.of("/docs", "/openapi.json", "/.well-known/jwks.json").contains(operation.template());
        assertThat(operation.send("{}", ServedHouse.JSON).header("Cache-Control"))
                .isEqualTo(isPublic ? "public, max-age=300" : "no-store");
    }
}
