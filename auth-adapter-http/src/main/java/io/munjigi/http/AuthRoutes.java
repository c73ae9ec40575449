package io.munjigi.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.munjigi.core.Auth;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Principal;
import io.munjigi.core.usecase.access.Authorize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP contract as a table of routes. {@link #mountOn} puts them on anybody's Javalin, where they neither need nor touch its JSON mapper,
 * its exception handlers or its other routes.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class AuthRoutes {

    private final Auth auth;
    private final Transport transport;
    private final RouteTable table;
    private final RouteTable management;
    private final HealthHandlers health;
    private final @Nullable Endpoint metricsHere;

    /**
     * The routes to one house, by {@link HttpRules#strict()}.
     *
     * @param issuer the external base URL, exactly as it is in tokens
     * @param readinessChecks what has to be well before the service says that it is ready
     */
    public AuthRoutes(Auth auth, String issuer, List<ReadinessCheck> readinessChecks) {
        this(auth, issuer, readinessChecks, HttpRules.strict());
    }

    /**
     * The routes to one house, which nobody watches.
     *
     * @param issuer the external base URL, exactly as it is in tokens
     * @param readinessChecks what has to be well before the service says that it is ready
     * @param rules how to deal with what lies between here and a client
     */
    public AuthRoutes(Auth auth, String issuer, List<ReadinessCheck> readinessChecks, HttpRules rules) {
        this(auth, issuer, readinessChecks, rules, Monitoring.NONE);
    }

    /**
     * The routes to one house.
     *
     * @param issuer the external base URL, exactly as it is in tokens
     * @param readinessChecks what has to be well before the service says that it is ready
     * @param rules how to deal with what lies between here and a client
     * @param monitoring how the service is watched
     */
    public AuthRoutes(
            Auth auth, String issuer, List<ReadinessCheck> readinessChecks, HttpRules rules, Monitoring monitoring) {
        this.auth = auth;
        this.transport = Transport.of(rules, issuer);
        AccountHandlers accounts = new AccountHandlers(auth);
        LoginHandlers logins = new LoginHandlers(auth, transport);
        SessionHandlers sessions = new SessionHandlers(auth);
        AdminHandlers admin = new AdminHandlers(auth);
        AuditHandlers audit = new AuditHandlers(auth);
        OAuthHandlers oauth = new OAuthHandlers(auth, issuer);
        KeyHandlers keys = new KeyHandlers(auth);
        this.health = new HealthHandlers(readinessChecks);
        // They are tried in this order, so what is asked for most comes first.
        List<Route> rows = new ArrayList<>(List.of(
                Route.get("/users/me", signedIn(accounts::me)),
                Route.post("/auth/signup", accounts::signUp),
                Route.post("/auth/login", logins::logIn),
                Route.post("/auth/refresh", logins::refresh),
                Route.post("/auth/logout", logins::logOut),
                Route.post("/oauth2/revoke", oauth::revoke),
                Route.delete("/users/me", signedIn(accounts::delete)),
                Route.put("/users/me/password", signedIn(accounts::changePassword)),
                Route.get("/users/me/export", signedIn(accounts::export)),
                Route.get("/users/me/sessions", signedIn(sessions::list)),
                Route.delete("/users/me/sessions", signedIn(sessions::endAll)),
                Route.delete("/users/me/sessions/{id}", signedIn(sessions::end)),
                Route.get("/admin/users", permitted(Permission.USERS_READ, admin::list)),
                Route.post("/admin/users", permitted(Permission.USERS_WRITE, admin::create)),
                Route.get("/admin/users/{id}", permitted(Permission.USERS_READ, admin::read)),
                Route.patch("/admin/users/{id}", permitted(Permission.USERS_WRITE, admin::change)),
                Route.delete("/admin/users/{id}", permitted(Permission.USERS_WRITE, admin::delete)),
                Route.put("/admin/users/{id}/roles/{role}", permitted(Permission.ROLES_WRITE, admin::grant)),
                Route.delete("/admin/users/{id}/roles/{role}", permitted(Permission.ROLES_WRITE, admin::withdraw)),
                Route.delete("/admin/users/{id}/sessions", permitted(Permission.USERS_WRITE, admin::endSessions)),
                Route.get("/admin/audit", permitted(Permission.AUDIT_READ, audit::list)),
                Route.get("/admin/keys", permitted(Permission.KEYS_READ, keys::list)),
                Route.post("/admin/keys/rotate", permitted(Permission.KEYS_WRITE, keys::rotate)),
                Route.delete("/admin/keys/{kid}", permitted(Permission.KEYS_WRITE, keys::revoke)),
                Route.get("/.well-known/oauth-authorization-server", oauth::metadata),
                Route.get("/.well-known/jwks.json", keys::keySet)));
        rows.addAll(healthRoutes(health));
        if (rules.docs()) {
            rows.addAll(documentation());
        }
        this.table = new RouteTable(rows, transport, monitoring.requests());
        List<Route> forOperators = new ArrayList<>(healthRoutes(health));
        Supplier<String> text = monitoring.metrics();
        Route metrics = text == null ? null : new MetricsHandlers(text).route();
        if (metrics != null) {
            forOperators.add(metrics);
        }
        this.management = new RouteTable(forOperators, transport, monitoring.requests());
        this.metricsHere = metrics == null || !monitoring.isForCallersHere() ? null : management.endpoint(metrics);
    }

    private static List<Route> healthRoutes(HealthHandlers health) {
        return List.of(Route.get("/health/live", health::live), Route.get("/health/ready", health::ready));
    }

    private static List<Route> documentation() {
        DocsHandlers docs = new DocsHandlers();
        return List.of(
                Route.get("/openapi.json", docs::openApi),
                Route.get("/docs", docs::page),
                Route.get("/docs/swagger-ui.css", docs.asset("swagger-ui.css", "text/css")),
                Route.get("/docs/swagger-ui-bundle.js", docs.asset("swagger-ui-bundle.js", "text/javascript")),
                Route.get("/docs/initializer.js", docs::initializer));
    }

    /** Whoever calls without a good token is refused before anything else of the request is judged. */
    private Endpoint.Action signedIn(BiConsumer<Exchange, Principal> action) {
        return exchange -> {
            Principal caller = auth.authenticateToken().handle(exchange.bearerToken());
            exchange.actor(caller.userId());
            action.accept(exchange, caller);
        };
    }

    /** Whoever may not is refused before anything else of the request is judged, too; the use case asks again. */
    private Endpoint.Action permitted(Permission permission, BiConsumer<Exchange, Principal> action) {
        return signedIn((exchange, caller) -> {
            auth.authorize().handle(new Authorize.Command(caller, permission, exchange.origin()));
            action.accept(exchange, caller);
        });
    }

    /**
     * A handler for an application's own route, which only those reach who may: all others get the answers of the contract, and the refusal is
     * in the audit trail. Before others ({@code config.routes.before}) it guards all of them.
     *
     * <p>Each answer has the contract's headers, {@code Cache-Control: no-store} among them, unless the handler sets others. If a use case
     * refuses what the handler asks of it, that is answered as the contract says; whatever else the handler throws goes to the
     * application's own exception handlers. Javalin answers {@code HEAD} for a {@code GET} by itself, with 200 and no word of the handler's,
     * which is not called; where that says too much, the route is to be mapped for {@code HEAD} too.
     *
     * @param handler is given the request and who calls
     */
    public Handler permitting(Permission permission, BiConsumer<Context, Principal> handler) {
        return new GuardedHandler(action -> permitted(permission, action), handler, transport);
    }

    /**
     * Adds the routes to a Javalin that is being configured. What is registered first is found first: in the table a word comes before a
     * parameter, so that no parameter takes another path's refusals.
     */
    public void mountOn(JavalinConfig config) {
        table.mountOn(config);
    }

    /** For requests that no route answers; to callers on this machine that may be the metrics. */
    Endpoint unrouted(Context context) {
        String path = context.path();
        if (metricsHere != null
                && MetricsHandlers.isFor(context.req(), path)
                && MetricsHandlers.isFromHere(context.req())) {
            return metricsHere;
        }
        return table.unrouted(context.method(), path);
    }

    /** From now on the service says that it is not ready. */
    void announceStop() {
        health.announceStop();
    }

    /** The contract. */
    RouteTable table() {
        return table;
    }

    /** What is served to those who run the service, on a port of its own. */
    RouteTable management() {
        return management;
    }
}
