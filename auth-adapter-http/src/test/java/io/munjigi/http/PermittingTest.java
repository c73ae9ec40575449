package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.NotFoundResponse;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.admin.ChangeRoles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application's own routes behind permissions of its own. */
class PermittingTest {

    private static final Permission WRITE_INVOICES = new Permission("invoices:write");
    private static final Role CLERK = new Role("clerk");

    private final TestAuth house =
            TestAuth.with(AuthPolicy.strict().withRoles(new RoleRules(Map.of(CLERK, Set.of(WRITE_INVOICES)))));
    private final AuthRoutes auth = new AuthRoutes(house.auth(), ServedHouse.ISSUER, List.of());
    private final AtomicInteger reached = new AtomicInteger();
    private final Javalin theirs = Javalin.create(this::configure).start();

    private final String clerk = clerk();
    private final String user = user();

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.jetty.host = "127.0.0.1";
        config.jetty.port = 0;
        config.routes.post(
                "/invoices/{number}",
                auth.permitting(
                        WRITE_INVOICES,
                        (context, caller) -> context.result(context.pathParam("number") + " by " + caller.userId())));
        config.routes.get("/invoices", auth.permitting(WRITE_INVOICES, (context, caller) -> reached.incrementAndGet()));
        config.routes.get("/absent", auth.permitting(WRITE_INVOICES, (context, caller) -> {
            throw new NotFoundResponse("theirs");
        }));
        config.routes.get("/broken", auth.permitting(WRITE_INVOICES, (context, caller) -> {
            throw new IllegalStateException("theirs");
        }));
        config.routes.get("/refused", auth.permitting(WRITE_INVOICES, (context, caller) -> {
            throw new AuthException(AuthError.USER_NOT_FOUND);
        }));
        config.routes.get("/busy", auth.permitting(WRITE_INVOICES, (context, caller) -> {
            context.future(() -> CompletableFuture.completedFuture("theirs"));
            throw new AuthException(AuthError.TOO_BUSY);
        }));
        config.routes.before("/ledger/*", auth.permitting(WRITE_INVOICES, (context, caller) -> {}));
        config.routes.get("/ledger/{year}", context -> {
            reached.incrementAndGet();
            context.result("the ledger");
        });
        config.routes.exception(IllegalStateException.class, (failure, context) -> context.status(418));
        auth.mountOn(config);
    }

    private String clerk() {
        User clerks = house.signUp("clerk@example.org");
        house.auth()
                .changeRoles()
                .handle(new ChangeRoles.Command(Insider.OPERATOR, clerks.id(), CLERK, true, Origin.UNKNOWN));
        return house.logIn("clerk@example.org").accessToken();
    }

    private String user() {
        house.signUp("user@example.org");
        return house.logIn("user@example.org").accessToken();
    }

    @AfterEach
    void stop() {
        theirs.stop();
    }

    private Answer ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + theirs.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Answer(HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private Answer as(String token, String method, String path) throws Exception {
        return ask(method, path, "Authorization", "Bearer " + token);
    }

    @Test
    void a_refusal_stays_one_where_their_handler_had_begun_something_else() throws Exception {
        Answer answer = as(clerk, "GET", "/busy");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.member("code")).isEqualTo("too_busy");
    }

    @Test
    void who_may_reaches_the_route_with_its_parameters_and_is_named_to_it() throws Exception {
        Answer answer = as(clerk, "POST", "/invoices/7");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(
                        "7 by " + house.auth().authenticateToken().handle(clerk).userId());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void who_may_not_gets_the_answers_of_the_contract() throws Exception {
        Answer nobody = ask("POST", "/invoices/7");
        Answer bad = as("bad", "POST", "/invoices/7");
        Answer refused = as(user, "POST", "/invoices/7");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.member("code")).isEqualTo("not_authenticated");
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(bad.member("code")).isEqualTo("invalid_token");
        assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.mediaType()).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(refused.member("code")).isEqualTo("forbidden");
        AuditEvent event = house.stores().events().stream()
                .filter(each -> each.kind() == AuditEvent.Kind.ACCESS_REFUSAL)
                .findFirst()
                .orElseThrow();
        assertThat(event.detail()).isEqualTo("invoices:write");
        assertThat(event.origin().requestId()).isEqualTo(refused.member("request_id"));
    }

    @Test
    void what_the_route_throws_is_the_applications_affair_but_for_refusals_of_use_cases() throws Exception {
        Answer absent = as(clerk, "GET", "/absent");

        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.text()).contains("theirs");
        assertThat(as(clerk, "GET", "/broken").status()).isEqualTo(418);
        assertThat(as(clerk, "GET", "/refused").member("code")).isEqualTo("user_not_found");
        assertThat(ask("GET", "/broken").status()).isEqualTo(401);
        assertThat(as(user, "GET", "/broken").status()).isEqualTo(403);
    }

    @Test
    void before_others_it_guards_all_of_them() throws Exception {
        assertThat(as(clerk, "GET", "/ledger/2026").text()).isEqualTo("the ledger");
        assertThat(reached).hasValue(1);

        for (String method : List.of("GET", "HEAD")) {
            assertThat(ask(method, "/ledger/2026").status()).isEqualTo(401);
            assertThat(as(user, method, "/ledger/2026").status()).isEqualTo(403);
        }
        assertThat(as(user, "GET", "/ledger/2026").member("code")).isEqualTo("forbidden");
        assertThat(reached).hasValue(1);
    }

    @Test
    void head_is_answered_without_a_word_of_the_route_and_no_header_changes_the_method() throws Exception {
        Answer head = ask("HEAD", "/invoices");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(reached).hasValue(0);

        assertThat(ask("GET", "/invoices/7", "X-HTTP-Method-Override", "POST", "Authorization", "Bearer " + clerk)
                        .status())
                .isIn(400, 404, 405);
        assertThat(as(clerk, "GET", "/invoices").status()).isEqualTo(200);
        assertThat(reached).hasValue(1);
    }
}
