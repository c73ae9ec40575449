package io.munjigi.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Role;
import io.munjigi.core.testkit.Fuzzing;
import io.munjigi.core.testkit.HostileWords;
import io.munjigi.core.testkit.Mutations;
import io.munjigi.core.testkit.RawHttp;
import io.munjigi.core.testkit.TestAuth;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Requests that are nearly good, to every route. Whatever comes, each is answered in time, as the document says, and never with a defect. */
class HttpFuzzingTest {

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.published();

    /** Stands in a request for an access token that is good, whatever it may be in this run. */
    private static final String TOKEN = "TOKEN";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final String ID = "01938c5e-8a00-7abc-8def-0123456789ab";

    /** Held, or its level would be forgotten with it. */
    private static final Logger LOG = Logger.getLogger("io.munjigi.http");

    /** A line for each refusal would be all that there is to see. */
    @BeforeAll
    static void logDefectsOnly() {
        LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void logAsBefore() {
        LOG.setLevel(null);
    }

    private static ServedHouse unlimited() {
        return ServedHouse.with(AuthPolicy.strict().withThrottling(ThrottleRules.off()));
    }

    @Test
    void a_body_that_is_nearly_good_gets_a_documented_answer() {
        try (ServedHouse house = unlimited()) {
            fuzzBodies(house, Fuzzing.of("bodies", 1_500));
        }
    }

    @Test
    void so_does_one_where_there_are_limits() {
        try (ServedHouse house = ServedHouse.strict()) {
            assertThat(fuzzBodies(house, Fuzzing.of("limited bodies", 1_000))).containsKey("429");
        }
    }

    @Test
    @Tag("thorough")
    void each_of_very_many_bodies_gets_a_documented_answer() {
        try (ServedHouse house = unlimited()) {
            fuzzBodies(house, Fuzzing.of("bodies", 40_000));
        }
    }

    @Test
    void bytes_that_are_nearly_a_request_are_answered_or_let_go() {
        try (ServedHouse house = unlimited()) {
            fuzzBytes(house, Fuzzing.of("requests", 1_500));
        }
    }

    @Test
    @Tag("thorough")
    void each_of_very_many_that_are_nearly_a_request_is_answered_or_let_go() {
        try (ServedHouse house = unlimited()) {
            fuzzBytes(house, Fuzzing.of("requests", 20_000));
        }
    }

    /** An operation of the document with a body that it takes, or none. */
    private record Call(String method, String path, String mediaType, String body) {

        static List<Call> all() {
            return DOCUMENT.operations().stream()
                    .map(operation -> operation.split(" ", -1))
                    .flatMap(parts -> of(parts[0], parts[1]))
                    .toList();
        }

        private static Stream<Call> of(String method, String template) {
            JsonNode operation = DOCUMENT.root().path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
            String path =
                    template.replace("{id}", ID).replace("{role}", "admin").replace("{kid}", "x");
            JsonNode bodies = operation.path("requestBody").path("content");
            return bodies.isEmpty()
                    ? Stream.of(new Call(method, path + query(operation), "", ""))
                    : bodies.properties().stream()
                            .map(body -> new Call(
                                    method,
                                    path,
                                    body.getKey(),
                                    example(body.getKey(), body.getValue().path("example"))));
        }

        private static String query(JsonNode operation) {
            return operation
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .map(parameter -> parameter.path("name").asString() + "=1")
                    .collect(Collectors.joining("&", "?", ""));
        }

        private static String example(String mediaType, JsonNode members) {
            return mediaType.equals(ServedHouse.JSON)
                    ? members.toString()
                    : members.properties().stream()
                            .map(member -> member.getKey() + "="
                                    + member.getValue().asString().replace(' ', '+'))
                            .collect(Collectors.joining("&"));
        }

        /** Names the call before its body, so that both are one input. */
        String line() {
            return method + " " + path + " " + mediaType + "\n";
        }

        byte[] request() {
            String ofBody = body.isEmpty()
                    ? ""
                    : "Content-Type: " + mediaType + "\r\nContent-Length: " + body.length() + "\r\n";
            return (method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\n" + ofBody
                            + "\r\n" + body)
                    .getBytes(ISO_8859_1);
        }
    }

    /** Somebody who may do everything; another one after a while, because some calls end a session or an account. */
    private static final class Callers {

        private static final int CALLS_OF_EACH = 10;

        private final TestAuth house;
        private int calls;
        private String token = "";

        Callers(ServedHouse house) {
            this.house = house.house();
        }

        String token() {
            if (calls % CALLS_OF_EACH == 0) {
                String email = "caller-" + calls + "@example.org";
                house.signedInWith(email, Role.ADMIN);
                token = house.logIn(email).accessToken();
            }
            calls++;
            return token;
        }
    }

    private static Map<String, Integer> fuzzBodies(ServedHouse house, Fuzzing fuzzing) {
        Callers callers = new Callers(house);
        Map<String, Call> calls = Call.all().stream()
                .filter(call -> !call.body().isEmpty())
                .collect(Collectors.toMap(Call::line, call -> call, (one, other) -> one, TreeMap::new));

        return fuzzing.run(mutations -> body(mutations, List.copyOf(calls.values())), input -> {
            int end = new String(input, ISO_8859_1).indexOf('\n') + 1;
            Call call = calls.get(new String(input, 0, end, ISO_8859_1));
            return call == null
                    ? "no call"
                    : answer(house, call, Arrays.copyOfRange(input, end, input.length), callers.token());
        });
    }

    private static byte[] body(Mutations mutations, List<Call> calls) {
        Call call = mutations.oneOf(calls);
        byte[] body = mutations.of(call.body().getBytes(UTF_8), HostileWords.JSON);
        return (call.line() + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    private static String answer(ServedHouse house, Call call, byte[] body, String token) {
        Answer answer = house.send(
                call.method(),
                call.path(),
                request -> request.method(call.method(), BodyPublishers.ofByteArray(body))
                        .headers("Content-Type", call.mediaType(), "Authorization", "Bearer " + token)
                        .timeout(LONGEST_WAIT));
        assertNoDefect(answer.status(), answer.text());
        return String.valueOf(answer.status());
    }

    private static Map<String, Integer> fuzzBytes(ServedHouse house, Fuzzing fuzzing) {
        Callers callers = new Callers(house);
        List<byte[]> requests = Call.all().stream().map(Call::request).toList();

        return fuzzing.run(mutations -> mutations.of(mutations.oneOf(requests), HostileWords.HTTP), input -> {
            String request = new String(input, ISO_8859_1).replace(TOKEN, callers.token());
            String answers = house.rawToTheEnd(request);
            RawHttp.each(answers)
                    .forEach(answer -> assertNoDefect(RawHttp.statuses(answer).get(0), answer));
            assertThat(answers).doesNotContainIgnoringCase("JSESSIONID");
            return RawHttp.statuses(answers).stream()
                    .map(String::valueOf)
                    .findFirst()
                    .orElse("none");
        });
    }

    private static void assertNoDefect(int status, String answer) {
        assertThat(status < 500 || status == 503).as("status %d", status).isTrue();
        if (status >= 400) {
            assertThat(answer).doesNotContainIgnoringCase("exception", "\tat ", "jetty", "select ");
        }
    }
}
