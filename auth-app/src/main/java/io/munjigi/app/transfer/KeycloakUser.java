package io.munjigi.app.transfer;

import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A user of a realm that Keycloak exported. Its password is kept as the JSON text of the two members that verifying it takes. */
final class KeycloakUser implements ExportSource.ExportedUser {

    private final AccountDraft draft = new AccountDraft();

    @Override
    public void take(String name, JsonParser value) throws MalformedRowException {
        switch (name) {
            case "id" -> draft.foreignId(Json.text(name, value));
            case "email" -> draft.email(Json.text(name, value));
            case "emailVerified" -> draft.emailVerified(Json.answer(name, value));
            case "enabled" -> draft.disabled(!Json.answer(name, value));
            case "createdTimestamp" -> draft.createdAt(Moments.ofMilliseconds(Json.wholeNumber(name, value)));
            case "credentials" -> credentials(value);
            default -> {}
        }
    }

    private void credentials(JsonParser value) throws MalformedRowException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedRowException("credentials is not an array");
        }
        while (value.nextToken() != JsonToken.END_ARRAY) {
            Credential credential = new Credential();
            Json.readMembers(value, credential);
            if (credential.isPassword) {
                draft.passwordHash(credential.text());
            }
        }
    }

    @Override
    public AccountRow at(long position) throws MalformedRowException {
        return draft.at(position);
    }

    /** One of the ways in which a user logs in. */
    private static final class Credential implements Json.Members {

        private boolean isPassword;
        private @Nullable String credentialData;
        private @Nullable String secretData;

        @Override
        public void take(String name, JsonParser value) throws MalformedRowException {
            switch (name) {
                case "type" -> isPassword = Json.text(name, value).equals("password");
                case "credentialData" -> credentialData = Json.text(name, value);
                case "secretData" -> secretData = Json.text(name, value);
                default -> {}
            }
        }

        String text() throws MalformedRowException {
            if (credentialData == null || secretData == null) {
                throw new MalformedRowException("the password lacks credentialData or secretData");
            }
            StringWriter text = new StringWriter();
            try (JsonGenerator generator = Json.generator(text)) {
                generator.writeStartObject();
                generator.writeStringProperty("credentialData", credentialData);
                generator.writeStringProperty("secretData", secretData);
                generator.writeEndObject();
            }
            return text.toString();
        }
    }
}
