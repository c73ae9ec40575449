package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object (RFC 8259) in strict UTF-8 without a byte order mark, that says nothing twice, nests at most 16 levels deep and has nothing
 * after it. Its members are asked for by type: one that is missing, null or of another type is refused.
 */
final class StrictJsonObject {

    private static final int MAX_LEVELS = 16;

    /** Names come from strangers here, so none is kept for the next time. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
            .build();

    /** Jackson takes characters for hexadecimal digits by their last eight bits. */
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\u(?![0-9A-Fa-f]{4})");

    /** Stands for every value that nobody needs: null, truth values, fractions, huge numbers. */
    private static final Object OTHER = new Object();

    private final Map<String, Object> members;

    private StrictJsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /** Reads one from any bytes. */
    static StrictJsonObject parse(byte[] utf8) throws RefusedTokenException {
        try {
            // Jackson by itself would guess the encoding.
            CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            if (BROKEN_ESCAPE.matcher(text).find()) {
                throw new RefusedTokenException();
            }
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text.array(), 0, text.length())) {
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    StrictJsonObject object = new StrictJsonObject(readMembers(parser));
                    if (parser.nextToken() == null) {
                        return object;
                    }
                }
            }
        } catch (CharacterCodingException | JacksonException malformed) {
            // Refused below.
        }
        throw new RefusedTokenException();
    }

    private static Map<String, Object> readMembers(JsonParser parser) {
        Map<String, Object> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, readValue(parser));
        }
        return members;
    }

    private static Object readValue(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> readNumber(parser);
            case START_ARRAY -> readElements(parser);
            case START_OBJECT -> new StrictJsonObject(readMembers(parser));
            default -> OTHER;
        };
    }

    private static Object readNumber(JsonParser parser) {
        return parser.getNumberType() == NumberType.BIG_INTEGER ? OTHER : parser.getLongValue();
    }

    private static List<Object> readElements(JsonParser parser) {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(readValue(parser));
        }
        return elements;
    }

    /** How many members it has. */
    int size() {
        return members.size();
    }

    /** Whether it has such a member, of whatever type. */
    boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member that is a string. */
    String text(String name) throws RefusedTokenException {
        return asText(members.get(name));
    }

    /** The member that is a number without fraction or exponent and fits. */
    long number(String name) throws RefusedTokenException {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw new RefusedTokenException();
    }

    /** The member that is an object. */
    StrictJsonObject object(String name) throws RefusedTokenException {
        if (members.get(name) instanceof StrictJsonObject object) {
            return object;
        }
        throw new RefusedTokenException();
    }

    /** The member that is an array of strings. */
    List<String> texts(String name) throws RefusedTokenException {
        if (members.get(name) instanceof List<?> elements) {
            List<String> texts = new ArrayList<>();
            for (Object element : elements) {
                texts.add(asText(element));
            }
            return texts;
        }
        throw new RefusedTokenException();
    }

    private static String asText(@Nullable Object value) throws RefusedTokenException {
        if (value instanceof String text) {
            return text;
        }
        throw new RefusedTokenException();
    }
}
