package io.munjigi.examples.javalin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Password;
import io.munjigi.core.usecase.admin.EnsureAdministrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShopTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PASSWORD = "correct horse battery";

    private static Accounts accounts;
    private static Javalin shop;

    @BeforeAll
    static void start() {
        accounts = Accounts.open("jdbc:h2:mem:shop", "0123456789abcdef0123456789abcdef");
        accounts.auth()
                .ensureAdministrator()
                .handle(new EnsureAdministrator.Command(Insider.OPERATOR, "admin@example.org", Password.of(PASSWORD)));
        shop = Shop.over(accounts).start(0);
    }

    @AfterAll
    static void stop() {
        shop.stop();
        accounts.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String email) throws IOException, InterruptedException {
        String body = "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> as(String token, String method, String path)
            throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + token).method(method, BodyPublishers.noBody()));
    }

    private static String member(String name, HttpResponse<String> answer) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer.body());
        assertTrue(member.find(), answer.body());
        return member.group(1);
    }

    @Test
    void a_clerk_reads_the_invoices_and_nobody_else_does() throws IOException, InterruptedException {
        String ada = member("id", post("/auth/signup", "ada@example.org"));
        String token = member("access_token", post("/auth/login", "ada@example.org"));
        String admin = member("access_token", post("/auth/login", "admin@example.org"));

        HttpResponse<String> stranger = send(request("/invoices"));
        assertEquals(401, stranger.statusCode());
        assertEquals("not_authenticated", member("code", stranger));
        assertEquals(403, as(token, "GET", "/invoices").statusCode());

        assertEquals(
                204, as(admin, "PUT", "/admin/users/" + ada + "/roles/clerk").statusCode());

        HttpResponse<String> clerk = as(token, "GET", "/invoices");
        assertEquals(200, clerk.statusCode(), "the same token, from the next request on");
        assertEquals("No invoices today, ada@example.org", clerk.body());

        assertEquals(204, as(token, "POST", "/auth/logout").statusCode());
        assertEquals(401, as(token, "GET", "/invoices").statusCode());
    }

    @Test
    void the_routes_of_the_accounts_are_there_too() throws IOException, InterruptedException {
        for (String path : new String[] {"/docs", "/openapi.json", "/.well-known/jwks.json", "/health/ready"}) {
            assertEquals(200, send(request(path)).statusCode(), path);
        }
    }
}
