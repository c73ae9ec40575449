package io.munjigi.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are no good, sent to the real jar: whatever is wrong with them, the answer is the same. */
class HostileTokensIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static RunningJar signing;
    private static RunningJar sharing;

    /** One with keys of its own, and one with a shared secret. */
    @BeforeAll
    static void start(@TempDir Path keys, @TempDir Path secret) {
        signing = RunningJar.start(Map.of("MUNJIGI_DATA_DIR", keys.toString()));
        sharing = RunningJar.start(Map.of("MUNJIGI_DATA_DIR", secret.toString(), "MUNJIGI_JWT_SECRET", SECRET));
    }

    @AfterAll
    static void end() {
        signing.close();
        sharing.close();
    }

    /** What a good token is made of, to make others of. */
    private record Parts(String header, String payload, String signature) {

        static Parts of(String token) {
            String[] parts = token.split("\\.", -1);
            return new Parts(decoded(parts[0]), decoded(parts[1]), parts[2]);
        }

        Parts withHeader(String pattern, String replacement) {
            return new Parts(replaced(header, pattern, replacement), payload, signature);
        }

        Parts with(String pattern, String replacement) {
            return new Parts(header, replaced(payload, pattern, replacement), signature);
        }

        /** With a member more in its header. */
        Parts bringing(String member) {
            return withHeader("}$", Matcher.quoteReplacement("," + member + "}"));
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
        String email = UUID.randomUUID() + "@example.org";
        assertThat(client.signUp(email).statusCode()).isEqualTo(201);
        return client.logIn(email);
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
        Client client = new Client(signing.url());
        HttpResponse<String> tokens = loggedIn(client);
        String good = Client.member(tokens, "access_token");
        Parts parts = Parts.of(good);
        PrivateKey foreign = rsa().getPrivate();
        byte[] publicKey = publicKey(client.get("/.well-known/jwks.json"));
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        Parts asHs256 = parts.withHeader("RS256", "HS256");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("unsigned", parts.withHeader("RS256", "none").unsigned());
        bad.put("unsigned, spelled otherwise", parts.withHeader("RS256", "NONE").unsigned());
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

    /** Whoever followed an address in a token would be heard here. */
    @Test
    void a_key_that_a_token_brings_along_or_names_is_neither_used_nor_fetched() throws Exception {
        try (ServerSocketChannel elsewhere = listening()) {
            Client client = new Client(signing.url());
            String good = Client.member(loggedIn(client), "access_token");
            Parts parts = Parts.of(good);
            KeyPair foreign = rsa();
            String address = "http://127.0.0.1:" + elsewhere.socket().getLocalPort() + "/key";
            Map<String, String> bad = new LinkedHashMap<>();
            for (String brought : broughtAlong(foreign.getPublic(), address)) {
                bad.put(brought, parts.bringing(brought).rs256(foreign.getPrivate()));
                bad.put(brought + ", otherwise good", parts.bringing(brought).signedAsBefore());
            }
            for (String name : strangeNames(address)) {
                Parts named =
                        parts.withHeader("\"kid\":\"[^\"]+\"", Matcher.quoteReplacement("\"kid\":\"" + name + "\""));
                bad.put("named " + name, named.rs256(foreign.getPrivate()));
                // What is read from nowhere is empty, or one zero.
                bad.put(
                        "HS256, named " + name,
                        named.withHeader("RS256", "HS256").hs256(new byte[1]));
            }

            assertAllRefusedAlike(client, bad);

            assertThat(elsewhere.accept()).as("nobody asks there").isNull();
            assertThat(client.me(good).statusCode()).isEqualTo(200);
        }
    }

    private static ServerSocketChannel listening() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        return generator.generateKeyPair();
    }

    private static List<String> broughtAlong(PublicKey key, String address) {
        RSAPublicKey rsa = (RSAPublicKey) key;
        String jwk = "{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"e\":\"AQAB\",\"n\":\""
                + encode(rsa.getModulus().toByteArray()) + "\"}";
        return List.of(
                "\"jwk\":" + jwk,
                "\"jku\":\"" + address + "\"",
                "\"x5u\":\"" + address + "\"",
                "\"x5c\":[\"" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\"]",
                "\"x5t\":\"AAAA\"",
                "\"crit\":[\"jku\"],\"jku\":\"" + address + "\"",
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"b64\":true",
                "\"crit\":[]",
                "\"zip\":\"DEF\"",
                "\"cty\":\"JWT\"",
                "\"enc\":\"A128GCM\"",
                "\"p2s\":\"AAAA\",\"p2c\":2147483647",
                "\"other\":" + "[".repeat(500) + "]".repeat(500),
                "\"alg\":\"none\"",
                "\"\\u0061lg\":\"none\"");
    }

    private static List<String> strangeNames(String address) {
        return List.of(
                "",
                address,
                "file:///dev/null",
                "../../../../../../dev/null",
                "/proc/sys/kernel/randomize_va_space",
                "' UNION SELECT 'AA' --",
                "x'; DROP TABLE signing_key; --",
                "x\\u0000",
                "\\ud800",
                "|sleep 30",
                "${jndi:" + address + "}",
                "x".repeat(2_000));
    }

    @Test
    void what_is_no_signed_token_in_its_one_spelling_is_refused() {
        Client client = new Client(signing.url());
        String good = Client.member(loggedIn(client), "access_token");
        String[] parts = good.split("\\.", -1);
        String head = parts[0];
        String payload = parts[1];
        String signature = parts[2];
        String encrypted = encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}".getBytes(UTF_8));
        String marked = encode(("\ufeff" + decoded(head)).getBytes(UTF_8));
        String flat =
                "{\"protected\":\"" + head + "\",\"payload\":\"" + payload + "\",\"signature\":\"" + signature + "\"}";
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("encrypted", encrypted + "..AAAA.AAAA.AAAA");
        bad.put("encrypted for nobody", head + "." + payload + "." + signature + ".AAAA.AAAA");
        bad.put("JSON", flat);
        bad.put("JSON, general", "{\"payload\":\"" + payload + "\",\"signatures\":[" + flat + "]}");
        bad.put("JSON, encoded", encode(flat.getBytes(UTF_8)));
        bad.put("detached", head + ".." + signature);
        bad.put("without a head", "." + payload + "." + signature);
        bad.put("dots", "..");
        bad.put("very many dots", ".".repeat(5_000));
        bad.put("very long", "a".repeat(7_000));
        bad.put("longer by its signature", good + "A".repeat(5_000));
        bad.put("with a byte order mark", marked + "." + payload + "." + signature);
        bad.put("in parts", head + " . " + payload + "." + signature);
        bad.put("after a tab", head + "." + payload + ".\t" + signature);
        bad.put("in quotes", "\"" + good + "\"");
        bad.put("twice", good + ", " + good);
        bad.put("twice a bearer", "Bearer " + good);
        bad.put("with a parameter", "token=" + good);
        bad.put(
                "in another alphabet",
                head + "." + payload + "." + signature.replace('-', '+').replace('_', '/') + "+");
        bad.put("percent-encoded", good.replace(".", "%2E"));
        bad.put("padded in the middle", head + "=." + payload + "." + signature);
        bad.put("nested", encode(good.getBytes(UTF_8)) + "." + payload + "." + signature);

        assertAllRefusedAlike(client, bad);

        assertThat(client.me(good).statusCode()).isEqualTo(200);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    /** Who shares the secret may make mistakes; a claim of a wrong type is never read as something else. */
    @Test
    void a_claim_of_a_wrong_type_is_refused_though_it_is_signed() throws GeneralSecurityException {
        Client client = new Client(sharing.url());
        String good = Client.member(loggedIn(client), "access_token");
        Parts parts = Parts.of(good);
        byte[] secret = SECRET.getBytes(UTF_8);
        Map<String, String> bad = new LinkedHashMap<>();
        for (String claim : List.of("iss", "sub", "aud", "client_id", "exp", "iat", "nbf", "jti", "sid", "roles")) {
            String member = "\"" + claim + "\":(\"[^\"]*\"|\\[[^]]*]|\\d+)";
            for (String value : List.of(
                    "null",
                    "true",
                    "1.5",
                    "1e3",
                    "-1",
                    "9".repeat(40),
                    "\"\"",
                    "{}",
                    "[{}]",
                    "[[\"user\"]]",
                    "[null]",
                    "{\"$1\":1}")) {
                String replacement = Matcher.quoteReplacement("\"" + claim + "\":" + value);
                bad.put(claim + " " + value, parts.with(member, replacement).hs256(secret));
            }
            bad.put("two of " + claim, parts.with(member, "$0,$0").hs256(secret));
            if (!claim.equals("nbf")) {
                bad.put("no " + claim, parts.with(member, "\"other\":0").hs256(secret));
            }
        }

        assertAllRefusedAlike(client, bad);

        assertThat(client.me(parts.with("^\\{", "{\"other\":0,").hs256(secret)).statusCode())
                .as("the tokens above are signed as ours are")
                .isEqualTo(200);
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
        Client client = new Client(sharing.url());
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

    /** The last of the 43 characters of 32 bytes has two bits that do not count. */
    private static String otherLastBits(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = token.length() - 1;
        return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) ^ 1);
    }
}
