package io.munjigi.app.transfer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A user of {@code firebase auth:export}. Its id is none of ours. */
final class FirebaseUser implements ExportSource.ExportedUser {

    /** What stands for a hash that the exporting account was not allowed to see: {@code REDACTED}. */
    private static final String REDACTED = "UkVEQUNURUQ=";

    private final AccountDraft draft = new AccountDraft();
    private final FirebaseParameters parameters;
    private @Nullable String hash;
    private String salt = "";

    FirebaseUser(FirebaseParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public void take(String name, JsonParser value) throws MalformedRowException {
        switch (name) {
            case "localId" -> draft.foreignId(Json.text(name, value));
            case "email" -> draft.email(Json.text(name, value));
            case "emailVerified" -> draft.emailVerified(Json.answer(name, value));
            case "disabled" -> draft.disabled(Json.answer(name, value));
            case "passwordHash" -> hash = base64(name, value);
            case "salt" -> salt = base64(name, value);
            case "createdAt" -> draft.createdAt(Moments.ofMilliseconds(milliseconds(value)));
            default -> {}
        }
    }

    private static String base64(String name, JsonParser value) throws MalformedRowException {
        return Base64Text.standard(Json.text(name, value))
                .orElseThrow(() -> new MalformedRowException(name + " is not Base64"));
    }

    private static long milliseconds(JsonParser value) throws MalformedRowException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            return Json.wholeNumber("createdAt", value);
        }
        try {
            return Long.parseLong(value.getString());
        } catch (NumberFormatException malformed) {
            throw new MalformedRowException("createdAt is not a number");
        }
    }

    @Override
    public AccountRow at(long position) throws MalformedRowException {
        if (hash != null && !hash.isEmpty()) {
            if (hash.equals(REDACTED)) {
                throw new MalformedRowException(
                        "passwordHash was left out by Firebase; export as one who may see the hash configuration");
            }
            if (salt.isEmpty()) {
                throw new MalformedRowException("salt is missing");
            }
            draft.passwordHash(parameters.hash(salt, hash));
        }
        return draft.at(position);
    }
}
