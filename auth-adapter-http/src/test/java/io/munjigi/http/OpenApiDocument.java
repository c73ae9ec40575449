package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published document, to hold answers against. */
final class OpenApiDocument {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode root;
    private final ConcurrentHashMap<String, com.networknt.schema.Schema> parsed = new ConcurrentHashMap<>();

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument published() {
        try (InputStream in = Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream("openapi.json"))) {
            return new OpenApiDocument(MAPPER.readTree(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    JsonNode root() {
        return root;
    }

    /** Every operation, as {@code GET /path}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** An operation's responses by status, references resolved. */
    JsonNode response(String method, String path, int status) {
        return resolve(root.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status)));
    }

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** Asserts that a value is what a schema of the document says. */
    void assertValid(JsonNode schema, JsonNode value) {
        ObjectNode standalone = MAPPER.createObjectNode();
        standalone.setAll((ObjectNode) schema);
        standalone.set("components", root.path("components"));
        assertThat(parsed.computeIfAbsent(schema.toString(), key -> SCHEMAS.getSchema(standalone))
                        .validate(value))
                .as("%s against %s", value, schema)
                .isEmpty();
    }

    /** The documented path that a request's target is of, if any. */
    Optional<String> template(String target) {
        String path = target.replaceAll("\\?.*", "");
        return root.path("paths").propertyNames().stream()
                .filter(template -> path.matches(template.replaceAll("\\{[a-z_]+}", "[^/]+")))
                .findFirst();
    }

    /** Asserts that an answer is one that the document says an operation gives. */
    void assertDocumented(String method, String target, Answer answer) {
        template(target)
                .filter(path -> operations().contains(method + " " + path))
                .ifPresent(path -> assertDocumentedAt(method, path, answer));
    }

    private void assertDocumentedAt(String method, String path, Answer answer) {
        JsonNode response = response(method, path, answer.status());
        assertThat(response.isMissingNode())
                .as("%s %s documents %d", method, path, answer.status())
                .isFalse();
        if (!response.has("content")) {
            assertThat(answer.text())
                    .as("%s %s %d", method, path, answer.status())
                    .isEmpty();
            assertThat(answer.mediaType()).isEmpty();
        } else {
            assertContent(method, path, answer, response);
        }
        response.path("headers")
                .propertyNames()
                .forEach(name -> assertThat(answer.headerNames())
                        .as("%s %s %d", method, path, answer.status())
                        .anyMatch(name::equalsIgnoreCase));
    }

    private void assertContent(String method, String path, Answer answer, JsonNode response) {
        JsonNode content = response.path("content").path(answer.mediaType());
        assertThat(content.isMissingNode())
                .as("%s %s %d documents %s", method, path, answer.status(), answer.mediaType())
                .isFalse();
        if (answer.mediaType().endsWith("json")) {
            assertValid(content.path("schema"), answer.json());
        }
    }
}
