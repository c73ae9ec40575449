package io.munjigi.app.transfer;

import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** How JSON is read and written here: token by token, with bounds. */
final class Json {

    /** For single lines, which are short: no member twice, at whatever depth. */
    private static final JsonFactory LINES = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(16).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** For whole exports, of which one text at most is held; to know all members of an object would take as much memory as it has. */
    private static final JsonFactory EXPORTS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(1024 * 1024)
                    .build())
            .build();

    private Json() {}

    static JsonParser parserOfLine(String line) {
        return LINES.createParser(ObjectReadContext.empty(), line);
    }

    static JsonParser parserOfExport(Reader export) {
        return EXPORTS.createParser(ObjectReadContext.empty(), export);
    }

    static JsonGenerator generator(Writer text) {
        return LINES.createGenerator(ObjectWriteContext.empty(), text);
    }

    /** Leaves the bytes open when it is closed. */
    static JsonGenerator generator(OutputStream utf8) {
        return LINES.createGenerator(ObjectWriteContext.empty(), utf8, JsonEncoding.UTF8);
    }

    /** What is read of an object, member by member. */
    interface Members {

        /**
         * Takes a member, or passes it over.
         *
         * @param value at the first token of the member's value, which is not null; to be left there, or at the value's last token
         */
        void take(String name, JsonParser value) throws MalformedRowException;
    }

    /** Reads the object that a parser is at the start of, up to its end. */
    static void readMembers(JsonParser object, Members members) throws MalformedRowException, JacksonException {
        if (object.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedRowException("is not a JSON object");
        }
        for (String name = object.nextName(); name != null; name = object.nextName()) {
            if (object.nextToken() != JsonToken.VALUE_NULL) {
                members.take(name, object);
            }
            object.skipChildren();
        }
    }

    static String text(String name, JsonParser value) throws MalformedRowException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedRowException(name + " is not a string");
        }
        return value.getString();
    }

    static boolean answer(String name, JsonParser value) throws MalformedRowException {
        return switch (value.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new MalformedRowException(name + " is not a boolean");
        };
    }

    static long wholeNumber(String name, JsonParser value) throws MalformedRowException {
        boolean fits = value.currentToken() == JsonToken.VALUE_NUMBER_INT
                && value.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!fits) {
            throw new MalformedRowException(name + " is not a number of milliseconds");
        }
        return value.getLongValue();
    }
}
