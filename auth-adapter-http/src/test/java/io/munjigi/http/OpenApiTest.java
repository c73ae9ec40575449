package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.Fault;
import io.munjigi.core.testkit.TestAuth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private static final Set<String> ASK_NO_STORE = Set.of(
            "GET /.well-known/jwks.json",
            "GET /.well-known/oauth-authorization-server",
            "GET /health/live",
            "GET /openapi.json",
            "GET /docs");

    private final OpenApiDocument document = OpenApiDocument.published();
    private final AuthRoutes routes = new AuthRoutes(TestAuth.strict().auth(), ServedHouse.ISSUER, List.of());

    @Test
    void every_route_is_documented_and_everything_documented_is_a_route() {
        Set<String> served = routes.table().rows().stream()
                .filter(route -> !route.path().startsWith("/docs/"))
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(document.operations()).isEqualTo(served);
    }

    @Test
    void what_javalin_serves_is_the_table_and_nothing_else() {
        Set<String> registered = new TreeSet<>();
        Javalin.create(config -> {
            config.startup.startupWatcherEnabled = false;
            config.events.handlerAdded(handler -> registered.add(handler.getHttpMethod() + " " + handler.getPath()));
            routes.mountOn(config);
        });
        Set<String> paths = routes.table().rows().stream().map(Route::path).collect(Collectors.toSet());

        // Each path has a handler for each method: the route's own, HEAD beside GET, and a refusal for the rest.
        assertThat(registered)
                .isEqualTo(paths.stream()
                        .flatMap(path -> HandlerType.commonHttp().stream().map(method -> method + " " + path))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What is registered first is found first. */
    @Test
    void no_parameter_takes_what_a_later_path_has_a_word_for() {
        List<String> paths =
                routes.table().rows().stream().map(Route::path).distinct().toList();

        for (int first = 0; first < paths.size(); first++) {
            Pattern taken = Pattern.compile(paths.get(first).replaceAll("\\{[a-z_]+}", "[^/]+"));
            assertThat(paths.subList(first + 1, paths.size())).noneMatch(taken.asMatchPredicate());
        }
    }

    @Test
    void the_codes_are_those_of_the_code() {
        assertThat(codes("/components/schemas/Problem/properties/code/enum"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemKind.values())
                        .map(ProblemKind::code)
                        .toList());
        assertThat(codes("/components/schemas/Fault/properties/code/enum"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("wrong_type", "malformed", "unsupported_grant_type", "unsupported_value"),
                                Arrays.stream(Fault.Code.values())
                                        .map(code -> code.name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    @Test
    void the_kinds_of_events_are_those_of_the_code() {
        assertThat(codes("/components/schemas/AuditKind/enum"))
                .containsExactlyElementsOf(Arrays.stream(AuditEvent.Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private List<String> codes(String pointer) {
        return document.root().at(pointer).valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void every_operation_documents_the_failures_that_it_can_have() {
        for (String operation : document.operations()) {
            String[] parts = operation.split(" ", -1);
            JsonNode documented = document.root().path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
            Set<String> failures = new TreeSet<>(Set.of("400", "413", "414", "417", "431", "500"));
            if (!documented.path("security").isEmpty()) {
                failures.add("401");
            }
            if (!ASK_NO_STORE.contains(operation)) {
                failures.add("503");
            }
            if (documented.has("requestBody")) {
                failures.addAll(Set.of("415", "422"));
            }
            documented
                    .path("parameters")
                    .valueStream()
                    .map(parameter -> document.resolve(parameter).path("in").asString())
                    .forEach(in -> failures.add(in.equals("path") ? "404" : "422"));

            assertThat(documented.path("responses").propertyNames())
                    .as(operation)
                    .containsAll(failures);
        }
        assertThat(document.operations()).containsAll(ASK_NO_STORE);
    }

    @Test
    void every_response_has_an_example_that_is_valid() {
        for (String operation : document.operations()) {
            String[] parts = operation.split(" ", -1);
            JsonNode responses = document.root()
                    .path("paths")
                    .path(parts[1])
                    .path(parts[0].toLowerCase(Locale.ROOT))
                    .path("responses");
            responses
                    .propertyNames()
                    .forEach(status -> document.response(parts[0], parts[1], Integer.parseInt(status))
                            .path("content")
                            .properties()
                            .forEach(content -> assertExamples(operation + " " + status, content.getValue())));
        }
    }

    @Test
    void every_request_body_has_an_example_that_is_valid() {
        for (String operation : document.operations()) {
            String[] parts = operation.split(" ", -1);
            document.root()
                    .path("paths")
                    .path(parts[1])
                    .path(parts[0].toLowerCase(Locale.ROOT))
                    .path("requestBody")
                    .path("content")
                    .properties()
                    .forEach(content -> assertExamples(operation, content.getValue()));
        }
    }

    private void assertExamples(String where, JsonNode content) {
        List<JsonNode> examples = content.has("example")
                ? List.of(content.path("example"))
                : content.path("examples")
                        .valueStream()
                        .map(example -> example.path("value"))
                        .toList();
        assertThat(examples).as(where).isNotEmpty();
        examples.forEach(example -> document.assertValid(content.path("schema"), example));
    }

    @Test
    void the_reasons_in_examples_are_what_is_really_said() {
        Set<String> core = Arrays.stream(Fault.Code.values())
                .map(code -> code.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        document.root()
                .findValues("errors")
                .forEach(errors -> errors.valueStream()
                        .filter(error -> core.contains(error.path("code").asString()))
                        .forEach(error -> {
                            Fault.Code code = Fault.Code.valueOf(
                                    error.path("code").asString().toUpperCase(Locale.ROOT));
                            assertThat(error.path("message").asString())
                                    .isEqualTo(
                                            Reason.of(new Fault("x", code, 8)).in(Language.ENGLISH));
                        }));
    }

    @Test
    void the_examples_of_problems_are_what_is_really_said() {
        document.root()
                .findValues("examples")
                .forEach(examples -> examples.properties().forEach(example -> {
                    JsonNode value = example.getValue().path("value");
                    ProblemKind kind =
                            ProblemKind.valueOf(value.path("code").asString().toUpperCase(Locale.ROOT));
                    assertThat(value.path("status").asInt()).isEqualTo(kind.status());
                    assertThat(value.path("title").asString()).isEqualTo(kind.title());
                    if (kind != ProblemKind.NOT_READY) {
                        assertThat(value.path("detail").asString()).isEqualTo(kind.detail());
                    }
                }));
    }
}
