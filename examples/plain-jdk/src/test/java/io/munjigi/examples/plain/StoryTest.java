package io.munjigi.examples.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> ADA =
            Map.of("email", "ada@example.org", "password", "correct horse battery");

    private static Accounts accounts;
    private static AccountsServer server;

    @BeforeAll
    static void start() throws IOException {
        accounts = Accounts.open("jdbc:h2:mem:story", "0123456789abcdef0123456789abcdef");
        server = AccountsServer.start(accounts.auth(), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
        accounts.close();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, Map<String, String> form)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(BodyPublishers.ofString(Form.write(form))));
    }

    private static HttpResponse<String> as(String accessToken, String method, String path)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + accessToken)
                .method(method, BodyPublishers.noBody()));
    }

    @Test
    void somebody_signs_up_logs_in_stays_signed_in_and_logs_out() throws IOException, InterruptedException {
        assertEquals(201, post("/signup", ADA).statusCode());

        HttpResponse<String> login = post("/login", ADA);
        assertEquals(200, login.statusCode());
        Map<String, String> tokens = Form.read(login.body());

        HttpResponse<String> me = as(tokens.get("access_token"), "GET", "/me");
        assertEquals(200, me.statusCode());
        assertEquals(Map.of("email", "ada@example.org", "roles", "[user]"), Form.read(me.body()));

        HttpResponse<String> refreshed = post("/refresh", Map.of("refresh_token", tokens.get("refresh_token")));
        assertEquals(200, refreshed.statusCode());
        Map<String, String> next = Form.read(refreshed.body());
        assertNotEquals(tokens.get("refresh_token"), next.get("refresh_token"));

        assertEquals(204, as(next.get("access_token"), "POST", "/logout").statusCode());
        assertEquals(401, as(next.get("access_token"), "GET", "/me").statusCode());
        assertEquals(401, as(tokens.get("access_token"), "GET", "/me").statusCode());
        assertEquals(
                401,
                post("/refresh", Map.of("refresh_token", next.get("refresh_token")))
                        .statusCode());
    }

    @Test
    void refusals_are_told_by_their_status() throws IOException, InterruptedException {
        Map<String, String> bob = Map.of("email", "bob@example.org", "password", "correct horse battery");
        assertEquals(201, post("/signup", bob).statusCode());

        assertEquals(409, post("/signup", bob).statusCode());
        assertEquals(
                422,
                post("/signup", Map.of("email", "bob", "password", "short")).statusCode());
        HttpResponse<String> wrong = post("/login", Map.of("email", "bob@example.org", "password", "a wrong one"));
        HttpResponse<String> nobody = post("/login", Map.of("email", "nobody@example.org", "password", "a wrong one"));
        assertEquals(401, wrong.statusCode());
        assertEquals(wrong.body(), nobody.body());
        assertEquals(
                401,
                send(HttpRequest.newBuilder(URI.create(server.url() + "/me"))).statusCode());
        assertEquals(405, as("none", "DELETE", "/me").statusCode());
        assertEquals(404, as("none", "GET", "/me/too").statusCode());
    }
}
