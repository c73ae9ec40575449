package io.munjigi.app.transfer;

import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of an account in a JSON line. What is null is absent, what is unknown is passed over. */
final class JsonLine implements Json.Members {

    private final AccountDraft draft = new AccountDraft();

    private JsonLine() {}

    static AccountRow read(long position, String text) throws MalformedRowException {
        try (JsonParser parser = Json.parserOfLine(text)) {
            parser.nextToken();
            JsonLine line = new JsonLine();
            Json.readMembers(parser, line);
            if (parser.nextToken() != null) {
                throw new MalformedRowException("holds more than one JSON object");
            }
            return line.draft.at(position);
        } catch (JacksonException malformed) {
            throw new MalformedRowException("is not well-formed JSON, or gives a member twice");
        }
    }

    @Override
    public void take(String name, JsonParser value) throws MalformedRowException {
        switch (name) {
            case "email" -> draft.email(Json.text(name, value));
            case "password_hash", "hashed_password" -> draft.passwordHash(hash(name, value));
            case "id" -> draft.id(Json.text(name, value));
            case "roles" -> roles(value);
            case "email_verified" -> draft.emailVerified(Json.answer(name, value));
            case "disabled" -> draft.disabled(Json.answer(name, value));
            case "created_at" -> draft.createdAt(Moments.rfc3339(Json.text(name, value)));
            default -> {}
        }
    }

    private void roles(JsonParser value) throws MalformedRowException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedRowException("roles is not an array");
        }
        while (value.nextToken() != JsonToken.END_ARRAY) {
            draft.role(Json.text("a role", value));
        }
    }

    /** A hash is a text, or the credential of a Keycloak export, which is kept as a text that is that object. */
    private static String hash(String name, JsonParser value) throws MalformedRowException {
        if (value.currentToken() != JsonToken.START_OBJECT) {
            return Json.text(name, value);
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = Json.generator(text)) {
            generator.copyCurrentStructureExact(value);
        }
        return text.toString();
    }
}
