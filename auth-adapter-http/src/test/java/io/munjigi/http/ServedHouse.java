package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.testkit.RawHttp;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.http.AuthServer.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A house on fakes behind a real server, and a client that holds every answer against the OpenAPI document. */
final class ServedHouse implements AutoCloseable {

    static final String JSON = "application/json";
    /** With a path of its own, as behind a gateway, and a slash at its end. */
    static final String ISSUER = "https://example.org/id/";

    /** May see and change accounts, but give no roles. */
    static final Role SUPPORT = new Role("support");

    static final String FORM = "application/x-www-form-urlencoded";

    private final TestAuth house;
    private final AuthServer server;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final OpenApiDocument document = OpenApiDocument.published();

    private ServedHouse(TestAuth house, Auth auth, List<ReadinessCheck> checks, HttpRules rules) {
        this(house, auth, checks, rules, Limits.withWaiting(0));
    }

    private ServedHouse(TestAuth house, Auth auth, List<ReadinessCheck> checks, HttpRules rules, Limits limits) {
        this.house = house;
        this.server = AuthServer.start(new AuthRoutes(auth, ISSUER, checks, rules), limits, loopback());
        this.port = server.port();
    }

    static ServedHouse strict() {
        return of(TestAuth.strict());
    }

    /** One that has the role {@link #SUPPORT}. */
    static ServedHouse withSupport() {
        return with(AuthPolicy.strict()
                .withRoles(new RoleRules(Map.of(SUPPORT, Set.of(Permission.USERS_READ, Permission.USERS_WRITE)))));
    }

    /** One with these limits of time. */
    static ServedHouse within(Limits limits) {
        TestAuth house = TestAuth.strict();
        return within(limits, house, house.auth());
    }

    static ServedHouse within(Limits limits, TestAuth house, Auth auth) {
        return new ServedHouse(house, auth, List.of(), HttpRules.strict(), limits);
    }

    static ServedHouse with(AuthPolicy policy) {
        return of(TestAuth.with(policy));
    }

    static ServedHouse of(TestAuth house, ReadinessCheck... checks) {
        return new ServedHouse(house, house.auth(), List.of(checks), HttpRules.strict());
    }

    /** Another front door to the same stores. */
    static ServedHouse of(TestAuth house, Auth auth) {
        return new ServedHouse(house, auth, List.of(), HttpRules.strict());
    }

    /** One that deals otherwise with what lies between it and a client. */
    static ServedHouse by(HttpRules rules) {
        TestAuth house = TestAuth.strict();
        return new ServedHouse(house, house.auth(), List.of(), rules);
    }

    static ServerSocketChannel loopback() {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    TestAuth house() {
        return house;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, request -> addHeaders(request, headers));
    }

    Answer post(String path, String mediaType, String body) {
        return post(path, mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, String mediaType, byte[] body) {
        return send(
                "POST",
                path,
                request ->
                        request.method("POST", BodyPublishers.ofByteArray(body)).header("Content-Type", mediaType));
    }

    /** A call with a bearer token. */
    Answer as(String token, String method, String path) {
        return send(method, path, request -> request.header("Authorization", "Bearer " + token));
    }

    /** A call with a bearer token and a body. */
    Answer as(String token, String method, String path, String mediaType, String body) {
        return send(
                method,
                path,
                request -> request.method(method, BodyPublishers.ofString(body))
                        .headers("Authorization", "Bearer " + token, "Content-Type", mediaType));
    }

    Answer send(String method, String path, Consumer<HttpRequest.Builder> details) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody());
        details.accept(request);
        try {
            Answer answer = new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
            document.assertDocumented(method, path, answer);
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void addHeaders(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
    }

    Answer signUp(String email, String password) {
        return post("/auth/signup", JSON, "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    Answer logIn(String email, String password) {
        return post("/auth/login", JSON, "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
    }

    /** A raw connection, for what no client would send. */
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** All that comes back for these bytes until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The same for a client that says that nothing more will come. */
    String rawToTheEnd(String request) throws IOException {
        return RawHttp.answers(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        server.close();
    }
}
