package io.munjigi.crypto;

import static io.munjigi.crypto.HashForm.base64;
import static io.munjigi.crypto.HashForm.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.munjigi.crypto.Argon2Hash.Variant;
import io.munjigi.crypto.Pbkdf2Hash.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A password's credential as it stands in the export of a Keycloak realm, in {@code users[].credentials[]}: a JSON object in which {@code
 * credentialData} (the parameters) and {@code secretData} (salt and value) are texts that are JSON objects again. What else it says is passed
 * over. A {@code type} other than {@code password} is refused, since a past password has the same shape.
 */
final class KeycloakCredential implements HashReader {

    @Override
    public Optional<? extends StoredHash> read(String encoded) {
        if (!encoded.startsWith("{\"") || !encoded.endsWith("}")) {
            return Optional.empty();
        }
        try {
            StrictJsonObject credential = parse(encoded);
            require(!credential.has("type") || credential.text("type").equals("password"));
            StrictJsonObject secret = parse(credential.text("secretData"));
            return Optional.of(read(
                    parse(credential.text("credentialData")),
                    base64(secret.text("salt")),
                    base64(secret.text("value"))));
        } catch (RefusedTokenException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static StrictJsonObject parse(String json) throws RefusedTokenException {
        return StrictJsonObject.parse(json.getBytes(UTF_8));
    }

    private static StoredHash read(StrictJsonObject parameters, byte[] salt, byte[] value)
            throws RefusedTokenException {
        long iterations = parameters.number("hashIterations");
        return switch (parameters.text("algorithm")) {
            case "pbkdf2" -> new Pbkdf2Hash(Digest.SHA1, iterations, salt, value);
            case "pbkdf2-sha256" -> new Pbkdf2Hash(Digest.SHA256, iterations, salt, value);
            case "pbkdf2-sha512" -> new Pbkdf2Hash(Digest.SHA512, iterations, salt, value);
            case "argon2" -> argon2(parameters.object("additionalParameters"), iterations, salt, value);
            default -> throw new IllegalArgumentException("no such algorithm");
        };
    }

    private static Argon2Hash argon2(StrictJsonObject parameters, long passes, byte[] salt, byte[] value)
            throws RefusedTokenException {
        require(number(parameters, "hashLength") == value.length);
        String version = only(parameters, "version");
        require(version.equals("1.3") || version.equals("1.0"));
        return new Argon2Hash(
                Variant.of(only(parameters, "type"), version.equals("1.3")),
                new Argon2Hash.Work(number(parameters, "memory"), passes, number(parameters, "parallelism")),
                salt,
                value);
    }

    private static long number(StrictJsonObject parameters, String name) throws RefusedTokenException {
        String digits = only(parameters, name);
        require(digits.matches(HashForm.NUMBER));
        return Long.parseLong(digits);
    }

    /** Each of these parameters is an array of one text. */
    private static String only(StrictJsonObject parameters, String name) throws RefusedTokenException {
        List<String> values = parameters.texts(name);
        require(values.size() == 1);
        return values.get(0);
    }
}
