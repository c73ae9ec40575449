package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.munjigi.core.testkit.RawHttp;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.http.AuthServer.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringTest {

    private static final String FIGURES = "munjigi_figures 1\n";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Set<String> HEARD = ConcurrentHashMap.newKeySet();
    private static final RequestWatch WATCH =
            (method, route) -> (status, nanos) -> HEARD.add(method + " " + route + " " + status);
    private static final AuthServer SERVER = AuthServer.start(routes(true), Limits.withWaiting(0), onAllAddresses());
    private static final AuthServer MANAGEMENT =
            AuthServer.startManagement(routes(false), Limits.withWaiting(0), onAllAddresses(), null);

    private static AuthRoutes routes(boolean isForCallersHere) {
        return new AuthRoutes(
                TestAuth.strict().auth(),
                ServedHouse.ISSUER,
                List.of(),
                HttpRules.strict().withTrustedProxies(TrustedProxies.parse("127.0.0.1")),
                new Monitoring(WATCH, () -> FIGURES, isForCallersHere));
    }

    private static ServerSocketChannel onAllAddresses() {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(0));
        } catch (IOException unusable) {
            throw new AssertionError(unusable);
        }
    }

    @BeforeEach
    void hearNothingYet() {
        HEARD.clear();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        MANAGEMENT.close();
    }

    private HttpResponse<String> send(String host, int port, String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .method(method, BodyPublishers.noBody())
                .header("X-Request-Id", "same");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("127.0.0.1", SERVER.port(), "GET", path, headers);
    }

    /** All that a client can see of an answer, but for when it came. */
    private static String seen(HttpResponse<String> answer) {
        SortedMap<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return answer.statusCode() + " " + headers + " " + answer.body();
    }

    private static Optional<String> addressOnTheNetwork() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .filter(address -> !address.contains(":"))
                .findFirst();
    }

    @Test
    void callers_on_this_machine_get_the_metrics() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FIGURES);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void to_callers_from_the_network_there_is_no_such_path() throws Exception {
        Optional<String> address = addressOnTheNetwork();
        assumeThat(address).isPresent();

        HttpResponse<String> answer = send(address.orElseThrow(), SERVER.port(), "GET", "/metrics");

        assertThat(seen(answer)).isEqualTo(seen(get("/metricz")));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(HEARD).contains("- - 404").noneMatch(line -> line.contains("/metrics"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: auth.example.org",
                "X-Forwarded-Proto: https",
                "Forwarded: for=127.0.0.1",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 proxy",
            })
    void to_whoever_comes_through_a_proxy_there_is_no_such_path(String header) throws Exception {
        String[] parts = header.split(": ", 2);

        HttpResponse<String> answer = get("/metrics", parts);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(seen(answer)).isEqualTo(seen(get("/metricz", parts)));
    }

    /** A page in a browser here whose name leads to this machine too, or a proxy that says nothing but passes the name on. */
    @ParameterizedTest
    @CsvSource({
        "evil.example, 404",
        "127.0.0.1.evil.example, 404",
        "203.0.113.7:8000, 404",
        "localhost, 200",
        "localhost:8000, 200",
        "127.0.0.1, 200",
        "[::1]:8000, 200"
    })
    void the_metrics_are_asked_for_by_a_name_of_this_machine(String host, int status) throws Exception {
        String request = "GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";

        String answer = RawHttp.answers(SERVER.port(), request.getBytes(StandardCharsets.US_ASCII));

        assertThat(RawHttp.statuses(answer)).containsExactly(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "HEAD"})
    void other_methods_find_no_such_path_anywhere(String method) throws Exception {
        assertThat(send("127.0.0.1", SERVER.port(), method, "/metrics").statusCode())
                .isEqualTo(404);
    }

    @Test
    void no_word_of_a_client_makes_the_metrics_of_something_else() throws Exception {
        assertThat(get("/metrics/").statusCode()).isEqualTo(404);
        assertThat(get("/Metrics").statusCode()).isEqualTo(404);
        assertThat(send("127.0.0.1", SERVER.port(), "POST", "/metrics", "X-HTTP-Method-Override", "GET")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_management_port_serves_metrics_and_health_and_nothing_else() throws Exception {
        String address = addressOnTheNetwork().orElse("127.0.0.1");

        assertThat(send(address, MANAGEMENT.port(), "GET", "/metrics").body()).isEqualTo(FIGURES);
        assertThat(send(address, MANAGEMENT.port(), "GET", "/health/live").statusCode())
                .isEqualTo(200);
        assertThat(send(address, MANAGEMENT.port(), "GET", "/health/ready").statusCode())
                .isEqualTo(200);
        assertThat(send(address, MANAGEMENT.port(), "POST", "/metrics").statusCode())
                .isEqualTo(405);
        for (String path : List.of("/", "/users/me", "/auth/login", "/docs", "/openapi.json", "/admin/users")) {
            assertThat(send(address, MANAGEMENT.port(), "GET", path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void requests_are_told_by_route_and_never_by_what_a_client_writes() throws Exception {
        get("/users/me");
        get("/health/live");
        send("127.0.0.1", SERVER.port(), "DELETE", "/health/live");
        send("127.0.0.1", SERVER.port(), "OPTIONS", "/health/live");
        send("127.0.0.1", SERVER.port(), "DELETE", "/users/me/sessions/7b0c1a5e-secret");
        send("127.0.0.1", SERVER.port(), "BREW", "/coffee");
        for (int path = 0; path < 1_000; path++) {
            get("/made-up/" + path + "?token=" + path);
        }

        assertThat(HEARD)
                .containsExactlyInAnyOrder(
                        "GET /users/me 401",
                        "GET /health/live 200",
                        "- /health/live 405",
                        "OPTIONS /health/live 204",
                        "DELETE /users/me/sessions/{id} 401",
                        "- - 404");
    }

    @Test
    void what_is_refused_before_a_route_could_take_it_is_told_too() throws Exception {
        HttpRequest tooLarge = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SERVER.port() + "/auth/login"))
                .POST(BodyPublishers.ofByteArray(new byte[70_000]))
                .build();

        assertThat(CLIENT.send(tooLarge, BodyHandlers.ofString()).statusCode()).isEqualTo(413);

        assertThat(HEARD).containsExactly("- - 413");
    }
}
