package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.munjigi.core.testkit.TestAuth;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MountTest {

    private final TestAuth house = TestAuth.strict();
    private final Javalin theirs = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.jetty.host = "127.0.0.1";
                config.jetty.port = 0;
                config.routes.get("/theirs", context -> context.result("theirs"));
                config.routes.get("/broken", context -> {
                    throw new IllegalStateException("theirs");
                });
                config.routes.exception(Exception.class, (failure, context) -> context.status(418));
                new AuthRoutes(house.auth(), ServedHouse.ISSUER, List.of()).mountOn(config);
            })
            .start();

    @AfterEach
    void stop() {
        theirs.stop();
    }

    private Answer ask(HttpRequest.Builder request, String path) throws Exception {
        HttpRequest built = request.uri(URI.create("http://127.0.0.1:" + theirs.port() + path))
                .build();
        return new Answer(HttpClient.newHttpClient().send(built, HttpResponse.BodyHandlers.ofByteArray()));
    }

    @Test
    void the_routes_work_on_anybodys_javalin() throws Exception {
        house.signUp("ada@example.org");
        Answer tokens = ask(
                HttpRequest.newBuilder()
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "username=ada%40example.org&password=correct%20horse%20battery"))
                        .header("Content-Type", ServedHouse.FORM),
                "/auth/login");
        Answer me = ask(
                HttpRequest.newBuilder().header("Authorization", "Bearer " + tokens.member("access_token")),
                "/users/me");

        assertThat(me.member("email")).isEqualTo("ada@example.org");
    }

    @Test
    void failures_have_the_contracts_form_there_too() throws Exception {
        Answer tooLarge = ask(
                HttpRequest.newBuilder()
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[70_000]))
                        .header("Content-Type", ServedHouse.JSON),
                "/auth/login");

        assertThat(tooLarge.member("code")).isEqualTo("body_too_large");
        assertThat(ask(HttpRequest.newBuilder(), "/users/me").member("code")).isEqualTo("not_authenticated");
        assertThat(ask(HttpRequest.newBuilder(), "/auth/login").status()).isEqualTo(405);
    }

    @Test
    void their_own_routes_and_handlers_stay_as_they_were() throws Exception {
        assertThat(ask(HttpRequest.newBuilder(), "/theirs").text()).isEqualTo("theirs");
        assertThat(ask(HttpRequest.newBuilder(), "/theirs").headerNames()).doesNotContain("x-request-id");
        assertThat(ask(HttpRequest.newBuilder(), "/broken").status()).isEqualTo(418);
    }
}
