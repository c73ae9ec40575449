package io.munjigi.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are no good, sent to the real jar: whatever is wrong with them, the answer is the same. */
class HostileTokensIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String EMAIL = "ada@example.org";

    @TempDir
    private Path directory;

    /** What a good token is made of, to make others of. */
    private record Parts(String header, String payload, String signature) {

        static Parts of(String token) {
            String[] parts = token.split("\\.", -1);
            return new Parts(decoded(parts[0]), decoded(parts[1]), parts[2]);
        }

        private static String decoded(String part) {
            return new String(Base64.getUrlDecoder().decode(part), UTF_8);
        }

        Parts withHeader(String pattern, String replacement) {
            return new Parts(replaced(header, pattern, replacement), payload, signature);
        }

        Parts with(String pattern, String replacement) {
            return new Parts(header, replaced(payload, pattern, replacement), signature);
        }

        Parts withTimes(Instant issuedAt, Instant expiresAt) {
            return with("\"iat\":\\d+", "\"iat\":" + issuedAt.getEpochSecond())
                    .with("\"nbf\":\\d+", "\"nbf\":" + issuedAt.getEpochSecond())
                    .with("\"exp\":\\d+", "\"exp\":" + expiresAt.getEpochSecond());
        }

        private static String replaced(String json, String pattern, String replacement) {
            String changed = json.replaceAll(pattern, replacement);
            assertThat(changed).as("%s in %s", pattern, json).isNotEqualTo(json);
            return changed;
        }

        private String signingInput() {
            return encode(header.getBytes(UTF_8)) + "." + encode(payload.getBytes(UTF_8));
        }

        String unsigned() {
            return signingInput() + ".";
        }

        String signedAsBefore() {
            return signingInput() + "." + signature;
        }

        String hs256(byte[] key) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return signingInput() + "." + encode(mac.doFinal(signingInput().getBytes(US_ASCII)));
        }

        String rs256(PrivateKey key) throws GeneralSecurityException {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key);
            rsa.update(signingInput().getBytes(US_ASCII));
            return signingInput() + "." + encode(rsa.sign());
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static HttpResponse<String> loggedIn(Client client) {
        assertThat(client.signUp(EMAIL).statusCode()).isEqualTo(201);
        return client.logIn(EMAIL);
    }

    private static String withoutRequestId(HttpResponse<String> answer) {
        return answer.body().replaceFirst("\"request_id\":\"[^\"]+\"", "\"request_id\":\"\"");
    }

    private static void assertAllRefusedAlike(Client client, Map<String, String> tokens) {
        tokens.forEach((wrong, token) -> {
            HttpResponse<String> answer = client.me(token);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .as(wrong)
                    .containsExactly("Bearer error=\"invalid_token\"");
            assertThat(withoutRequestId(answer))
                    .as(wrong)
                    .isEqualTo("{\"detail\":\"Could not validate credentials\",\"request_id\":\"\","
                            + "\"code\":\"invalid_token\",\"status\":401,\"title\":\"Invalid token\","
                            + "\"type\":\"urn:munjigi:problem:invalid_token\"}");
        });
    }

    @Test
    void what_the_key_of_the_house_has_not_signed_is_refused() throws GeneralSecurityException {
        try (RunningJar service = RunningJar.start(Map.of("MUNJIGI_DATA_DIR", directory.toString()))) {
            Client client = new Client(service.url());
            HttpResponse<String> tokens = loggedIn(client);
            String good = Client.member(tokens, "access_token");
            Parts parts = Parts.of(good);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(3072);
            PrivateKey foreign = generator.generateKeyPair().getPrivate();
            byte[] publicKey = publicKey(client.get("/.well-known/jwks.json"));
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                    + "\n-----END PUBLIC KEY-----\n";
            Parts asHs256 = parts.withHeader("RS256", "HS256");
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put("unsigned", parts.withHeader("RS256", "none").unsigned());
            bad.put(
                    "unsigned, spelled otherwise",
                    parts.withHeader("RS256", "NONE").unsigned());
            bad.put("without its signature", parts.unsigned());
            bad.put("signed with the public key as a secret (DER)", asHs256.hs256(publicKey));
            bad.put("signed with the public key as a secret (PEM)", asHs256.hs256(pem.getBytes(US_ASCII)));
            bad.put("said to be of another algorithm", asHs256.signedAsBefore());
            bad.put("signed with a foreign key", parts.rs256(foreign));
            bad.put(
                    "signed with a foreign key of a foreign name",
                    parts.withHeader("\"kid\":\"[^\"]+\"", "\"kid\":\"x\"").rs256(foreign));
            bad.put("altered", parts.with("\"user\"", "\"admin\"").signedAsBefore());
            bad.put("padded", good + "=");
            bad.put("with a part more", good + ".");
            bad.put("with a character more", good + "A");
            bad.put("in lower case", good.toLowerCase(Locale.ROOT));
            bad.put("cut", good.substring(0, good.length() - 1));
            bad.put("a refresh token", Client.member(tokens, "refresh_token"));
            bad.put("nonsense", "x");

            assertAllRefusedAlike(client, bad);

            assertThat(client.me(good).statusCode()).isEqualTo(200);
            assertThat(client.deleteMe(good).statusCode()).isEqualTo(204);
            assertAllRefusedAlike(client, Map.of("of one who is gone", good));
        }
    }

    private static byte[] publicKey(HttpResponse<String> keySet) throws GeneralSecurityException {
        BigInteger modulus = new BigInteger(1, Base64.getUrlDecoder().decode(Client.member(keySet, "n")));
        BigInteger exponent = new BigInteger(1, Base64.getUrlDecoder().decode(Client.member(keySet, "e")));
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                .getEncoded();
    }

    @Test
    void what_the_shared_secret_has_signed_is_refused_too_if_it_says_what_it_must_not()
            throws GeneralSecurityException {
        Map<String, String> settings = Map.of("MUNJIGI_DATA_DIR", directory.toString(), "MUNJIGI_JWT_SECRET", SECRET);
        try (RunningJar service = RunningJar.start(settings)) {
            Client client = new Client(service.url());
            String good = Client.member(loggedIn(client), "access_token");
            Parts parts = Parts.of(good);
            byte[] secret = SECRET.getBytes(UTF_8);
            assertThat(parts.hs256(secret))
                    .as("the tokens below are signed as ours are")
                    .isEqualTo(good);
            Instant now = Instant.now();
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put(
                    "expired",
                    parts.withTimes(now.minusSeconds(900), now.minusSeconds(3)).hs256(secret));
            bad.put(
                    "not valid yet",
                    parts.withTimes(now.plusSeconds(120), now.plusSeconds(2000)).hs256(secret));
            bad.put("without an end", parts.with("\"exp\":\\d+", "\"end\":0").hs256(secret));
            bad.put(
                    "for somebody else",
                    parts.with("\"aud\":\"[^\"]+\"", "\"aud\":\"other\"").hs256(secret));
            bad.put(
                    "by somebody else",
                    parts.with("\"iss\":\"[^\"]+\"", "\"iss\":\"https://evil.example\"")
                            .hs256(secret));
            bad.put("of another type", parts.withHeader("at\\+jwt", "JWT").hs256(secret));
            bad.put(
                    "of a user who never was",
                    parts.with("\"sub\":\"[^\"]+\"", "\"sub\":\"" + UUID.randomUUID() + "\"")
                            .hs256(secret));
            bad.put("unsigned", parts.withHeader("HS256", "none").unsigned());
            bad.put(
                    "said to be of another algorithm",
                    parts.withHeader("HS256", "HS512").hs256(secret));
            bad.put("signed with another secret", parts.hs256(("another " + SECRET).getBytes(UTF_8)));
            bad.put("with other bits at the end", otherLastBits(good));

            assertAllRefusedAlike(client, bad);

            assertThat(client.me(good).statusCode()).isEqualTo(200);
        }
    }

    /** The last of the 43 characters of 32 bytes has two bits that do not count. */
    private static String otherLastBits(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = token.length() - 1;
        return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) ^ 1);
    }
}
