package io.munjigi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a service on Node.js makes of our tokens with the jose package, the key set that the real jar serves, and nothing else of ours. Each
 * run begins without a key set. (What Spring Security makes of them: {@code examples/spring-boot}.)
 */
class ResourceServerIT {

    private static final String ADMIN = "root@example.org";
    private static final String AUDIENCE = "munjigi";

    private static NodeScript verify;
    private static RunningJar service;
    private static Client client;

    @BeforeAll
    static void start(@TempDir Path data) {
        verify = NodeScript.orLeaveOut("our tokens in Node.js", "resource-server", "verify.mjs", "jose");
        service = RunningJar.start(Map.of(
                "MUNJIGI_DATA_DIR",
                data.toString(),
                "MUNJIGI_ADMIN_EMAIL",
                ADMIN,
                "MUNJIGI_ADMIN_PASSWORD",
                Client.PASSWORD));
        client = new Client(service.url());
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    private static HttpResponse<String> loggedIn() {
        return Client.expect(200, client.logIn(ADMIN));
    }

    private static List<String> verdicts(String issuer, String audience, Instant at, String... tokens)
            throws IOException, InterruptedException {
        String list = Arrays.stream(tokens).map(token -> "\"" + token + "\"").collect(Collectors.joining(","));
        NodeScript.Ended ended = verify.run("{\"keySet\":\"" + service.url()
                + "/.well-known/jwks.json\",\"issuer\":\"" + issuer
                + "\",\"audience\":\"" + audience
                + "\",\"at\":\"" + at
                + "\",\"tokens\":[" + list + "]}");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output().lines().toList();
    }

    private static List<String> verdicts(String... tokens) throws IOException, InterruptedException {
        return verdicts(service.url(), AUDIENCE, Instant.now(), tokens);
    }

    @Test
    void an_access_token_is_taken_and_a_refresh_token_is_not() throws IOException, InterruptedException {
        HttpResponse<String> tokens = loggedIn();

        assertThat(verdicts(Client.access(tokens), Client.refresh(tokens)))
                .containsExactly("accepted", "ERR_JWS_INVALID");
    }

    @Test
    void a_token_of_another_issuer_or_for_another_audience_is_not_taken() throws IOException, InterruptedException {
        String token = Client.access(loggedIn());

        assertThat(verdicts("https://others.example", AUDIENCE, Instant.now(), token))
                .containsExactly("ERR_JWT_CLAIM_VALIDATION_FAILED");
        assertThat(verdicts(service.url(), "others", Instant.now(), token))
                .containsExactly("ERR_JWT_CLAIM_VALIDATION_FAILED");
    }

    @Test
    void a_token_is_taken_for_its_quarter_of_an_hour() throws IOException, InterruptedException {
        Instant before = Instant.now();
        String token = Client.access(loggedIn());
        Instant after = Instant.now();
        Duration lifetime = Duration.ofMinutes(15);

        assertThat(verdicts(service.url(), AUDIENCE, before.plus(lifetime).minusSeconds(1), token))
                .containsExactly("accepted");
        assertThat(verdicts(service.url(), AUDIENCE, after.plus(lifetime).plusSeconds(1), token))
                .containsExactly("ERR_JWT_EXPIRED");
    }

    @Test
    void after_a_rotation_tokens_of_the_old_key_are_taken_and_after_its_revocation_they_are_not()
            throws IOException, InterruptedException {
        String old = Client.access(loggedIn());
        Client.expect(201, client.as(old, "POST", "/admin/keys/rotate"));
        assertThat(verdicts(old)).containsExactly("accepted");

        Client.expect(204, client.as(old, "DELETE", "/admin/keys/" + keyId(old)));

        String next = Client.access(loggedIn());
        assertThat(verdicts(next, old)).containsExactly("accepted", "ERR_JWKS_NO_MATCHING_KEY");
    }

    private static String keyId(String token) {
        String header = new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), UTF_8);
        return header.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
    }
}
