package io.munjigi.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.usecase.admin.EnsureAdministrator;
import io.munjigi.core.usecase.keys.ListSigningKeys;
import io.munjigi.core.usecase.keys.RevokeSigningKey;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.persistence.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What Spring Security takes of our tokens by the key set that is served, and what it does not. */
class ShopTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PASSWORD = "correct horse battery";

    private static ConfigurableApplicationContext shop;
    private static Auth auth;

    @BeforeAll
    static void start() {
        shop = SpringApplication.run(
                ShopApplication.class,
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:shop",
                "--accounts.secret=0123456789abcdef0123456789abcdef");
        auth = shop.getBean(Auth.class);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static HttpRequest.Builder request(String path) {
        String port = shop.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> signUp(String email) throws IOException, InterruptedException {
        return post("/auth/signup", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}");
    }

    private static HttpResponse<String> logIn(String email) throws IOException, InterruptedException {
        HttpResponse<String> login =
                post("/auth/login", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}");
        assertEquals(200, login.statusCode(), login.body());
        return login;
    }

    private static String accessToken(String email) throws IOException, InterruptedException {
        return member("access_token", logIn(email));
    }

    private static String member(String name, HttpResponse<String> answer) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
        assertTrue(member.find(), answer.body());
        return member.group(1);
    }

    private static int get(String path, String token) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + token)).statusCode();
    }

    /** The same claims as a good token has, under the same key, but for another profile or earlier. */
    private static String issuedAgain(String token, TokenProfile profile, Duration earlier) {
        Database database = shop.getBean(Database.class);
        AesGcmSealer sealer = shop.getBean(AesGcmSealer.class);
        TokenProfile ours = shop.getBean(TokenProfile.class);
        AccessClaims claims = NimbusAccessTokens.withStoredKeys(ours, database.signingKeys(), sealer)
                .verify(token)
                .orElseThrow();
        return NimbusAccessTokens.withStoredKeys(profile, database.signingKeys(), sealer)
                .issue(new AccessClaims(
                        claims.subject(),
                        claims.sessionId(),
                        claims.roles(),
                        claims.tokenId(),
                        claims.issuedAt().minus(earlier),
                        claims.expiresAt().minus(earlier)));
    }

    @Test
    void somebody_signs_up_logs_in_orders_and_logs_out() throws IOException, InterruptedException {
        assertEquals(201, signUp("ada@example.org").statusCode());
        HttpResponse<String> login = logIn("ada@example.org");
        String token = member("access_token", login);

        assertEquals(401, send(request("/orders")).statusCode());
        assertEquals(200, get("/orders", token));
        assertEquals(200, get("/users/me", token));
        HttpResponse<String> refreshed =
                post("/auth/refresh", "{\"refresh_token\":\"" + member("refresh_token", login) + "\"}");
        String next = member("access_token", refreshed);
        assertEquals(200, get("/orders", next));

        HttpResponse<String> logout = send(request("/auth/logout")
                .header("Authorization", "Bearer " + next)
                .POST(BodyPublishers.noBody()));
        assertEquals(204, logout.statusCode());
        assertEquals(401, get("/users/me", next), "Munjigi knows that the session has ended");
        assertEquals(200, get("/orders", next), "who goes by the key set alone does not, until the token expires");
    }

    @Test
    void what_is_wrong_with_a_sign_up_is_told_by_its_status() throws IOException, InterruptedException {
        assertEquals(400, post("/auth/signup", "{").statusCode());
        assertEquals(422, post("/auth/signup", "{}").statusCode());
        assertEquals(401, post("/auth/login", "{}").statusCode());
        assertEquals(401, post("/auth/refresh", "{}").statusCode());
    }

    @Test
    void a_role_in_the_token_opens_what_asks_for_it() throws IOException, InterruptedException {
        auth.ensureAdministrator()
                .handle(new EnsureAdministrator.Command(Insider.OPERATOR, "admin@example.org", Password.of(PASSWORD)));
        signUp("carol@example.org");

        assertEquals(403, get("/reports", accessToken("carol@example.org")));
        assertEquals(200, get("/reports", accessToken("admin@example.org")));
    }

    @Test
    void a_refresh_token_is_no_access_token() throws IOException, InterruptedException {
        signUp("dan@example.org");

        assertEquals(401, get("/orders", member("refresh_token", logIn("dan@example.org"))));
    }

    @Test
    void a_good_signature_is_not_enough() throws IOException, InterruptedException {
        signUp("eve@example.org");
        String token = accessToken("eve@example.org");
        TokenProfile ours = shop.getBean(TokenProfile.class);
        Duration now = Duration.ZERO;
        TokenProfile forOthers = new TokenProfile(ours.issuer(), "others");
        TokenProfile byOthers = new TokenProfile("https://others.example", ours.audience());

        assertEquals(200, get("/orders", issuedAgain(token, ours, now)), "the others differ in one thing only");
        assertEquals(401, get("/orders", issuedAgain(token, forOthers, now)));
        assertEquals(401, get("/orders", issuedAgain(token, byOthers, now)));
        assertEquals(401, get("/orders", issuedAgain(token, ours, Duration.ofMinutes(17))));
    }

    @Test
    void a_token_of_a_revoked_key_is_refused_from_the_first_token_of_the_next_key_on()
            throws IOException, InterruptedException {
        signUp("fay@example.org");
        String old = accessToken("fay@example.org");
        assertEquals(200, get("/orders", old));
        String keyId = auth.listSigningKeys()
                .handle(new ListSigningKeys.Command(Insider.OPERATOR, Origin.UNKNOWN))
                .get(0)
                .keyId();

        auth.revokeSigningKey().handle(new RevokeSigningKey.Command(Insider.OPERATOR, keyId, Origin.UNKNOWN));

        assertEquals(401, get("/users/me", old), "Munjigi refuses it at once");
        assertEquals(200, get("/orders", old), "whoever keeps the key set does not, for five minutes at most");
        String next = accessToken("fay@example.org");
        assertEquals(200, get("/orders", next), "its key is new, so the key set is fetched");
        assertEquals(401, get("/orders", old));
    }
}
