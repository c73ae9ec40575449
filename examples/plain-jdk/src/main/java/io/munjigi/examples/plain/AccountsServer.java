package io.munjigi.examples.plain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Five routes over the use cases: each reads what came, calls one, and answers. */
final class AccountsServer implements AutoCloseable {

    private static final int THREADS = 16;

    private final Auth auth;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** Something that is done for a call. */
    private interface Route {
        void handle(Call call) throws IOException;
    }

    private AccountsServer(Auth auth, HttpServer server) {
        this.auth = auth;
        this.server = server;
    }

    /** Serves on the loopback address; 0 is any free port. */
    static AccountsServer start(Auth auth, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        AccountsServer started = new AccountsServer(auth, HttpServer.create(address, 0));
        started.serve();
        return started;
    }

    private void serve() {
        route("POST", "/signup", this::signUp);
        route("POST", "/login", this::logIn);
        route("POST", "/refresh", this::refresh);
        route("POST", "/logout", this::logOut);
        route("GET", "/me", this::whoAmI);
        server.setExecutor(threads);
        server.start();
    }

    private void route(String method, String path, Route route) {
        server.createContext(path, exchange -> handle(exchange, method, path, route));
    }

    private static void handle(HttpExchange exchange, String method, String path, Route route) throws IOException {
        try (exchange) {
            Call call = new Call(exchange);
            try {
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    call.answer(404);
                } else if (!call.is(method)) {
                    call.answer(405);
                } else {
                    route.handle(call);
                }
            } catch (AuthException refusal) {
                call.refuse(refusal);
            } catch (IllegalArgumentException unreadable) {
                call.answer(400);
            }
        }
    }

    private void signUp(Call call) throws IOException {
        Map<String, String> form = call.form();
        Password password = Password.of(form.getOrDefault("password", ""));
        User user = auth.signUp().handle(new SignUp.Command(form.get("email"), password, call.origin()));
        call.answer(201, Map.of("id", user.id().toString()));
    }

    private void logIn(Call call) throws IOException {
        Map<String, String> form = call.form();
        Password password = Password.of(form.getOrDefault("password", ""));
        Login.Command command = new Login.Command(form.getOrDefault("email", ""), password, call.origin());
        answer(call, auth.login().handle(command).tokens());
    }

    private void refresh(Call call) throws IOException {
        String token = call.form().getOrDefault("refresh_token", "");
        answer(call, auth.refreshSession().handle(new RefreshSession.Command(token, call.origin())));
    }

    private void logOut(Call call) throws IOException {
        auth.logout().handle(new Logout.Command(call.bearerToken(), null, call.origin()));
        call.answer(204);
    }

    private void whoAmI(Call call) throws IOException {
        User user = auth.currentUser().handle(auth.authenticateToken().handle(call.bearerToken()));
        call.answer(
                200,
                Map.of(
                        "email", user.email().value(),
                        "roles", user.roles().toString()));
    }

    private static void answer(Call call, SessionTokens tokens) throws IOException {
        call.answer(
                200,
                Map.of(
                        "access_token", tokens.accessToken(),
                        "refresh_token", tokens.refreshToken(),
                        "expires_in", Long.toString(tokens.expiresIn().toSeconds())));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
    }
}
