package io.munjigi.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON, strictly: UTF-8 only, one value and nothing after it, no member twice, no deep nesting. Independent of the mapper
 * that the Javalin it is mounted on may have.
 */
final class Json {

    private static final int DEEPEST_NESTING = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST_NESTING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Json() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /**
     * The one value that a body is.
     *
     * @throws ProblemException with {@code MALFORMED_BODY} if it is none; the parser's own message, which quotes the body, is dropped
     */
    static JsonNode read(byte[] body) {
        try {
            JsonNode value = MAPPER.readTree(strictUtf8(body));
            if (value.isMissingNode()) {
                throw ProblemException.of(ProblemKind.MALFORMED_BODY);
            }
            return value;
        } catch (JacksonException unparsable) {
            throw ProblemException.of(ProblemKind.MALFORMED_BODY);
        }
    }

    /** The text that UTF-8 bytes spell; other bytes are refused rather than replaced. */
    static String strictUtf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw ProblemException.of(ProblemKind.MALFORMED_BODY);
        }
    }
}
