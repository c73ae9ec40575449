package io.munjigi.app.command;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a token says of itself, unproven. Without its signature and without what a refresh token is made of, which are secret.
 *
 * @param kind what it looks like
 * @param header the header of an access token; empty otherwise
 * @param claims the claims of an access token; empty otherwise
 */
record TokenText(Kind kind, Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims) {

    private static final TokenText NEITHER = new TokenText(Kind.NEITHER, Map.of(), Map.of());
    private static final JsonFactory FACTORY = new JsonFactory();

    /** What a text looks like. */
    enum Kind {
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        NEITHER
    }

    static TokenText of(String token) {
        if (token.startsWith("mjr_")) {
            return new TokenText(Kind.REFRESH_TOKEN, Map.of(), Map.of());
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return NEITHER;
        }
        try {
            return new TokenText(Kind.ACCESS_TOKEN, object(parts[0]), object(parts[1]));
        } catch (IllegalArgumentException | JacksonException malformed) {
            return NEITHER;
        }
    }

    boolean isExpired(Instant now) {
        return claims.get("exp") instanceof Long seconds && seconds <= now.getEpochSecond();
    }

    private static Map<String, @Nullable Object> object(String part) {
        String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("is no JSON object");
            }
            return members(parser);
        }
    }

    private static Map<String, @Nullable Object> members(JsonParser object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (String name = object.nextName(); name != null; name = object.nextName()) {
            object.nextToken();
            members.put(name, value(object));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser at) {
        return switch (at.currentToken()) {
            case START_OBJECT -> members(at);
            case START_ARRAY -> elements(at);
            case VALUE_NUMBER_INT ->
                at.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? at.getString() : (Object) at.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> at.getString();
        };
    }

    private static List<@Nullable Object> elements(JsonParser array) {
        List<@Nullable Object> elements = new ArrayList<>();
        while (array.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(array));
        }
        return elements;
    }
}
