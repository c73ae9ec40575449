package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static io.munjigi.app.Client.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.app.TraceCollector.Span;
import io.munjigi.core.testkit.RawHttp;
import io.munjigi.persistence.testkit.RealPostgres;
import io.munjigi.redis.testkit.RealRedis;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What OpenTelemetry's agent, with the settings that the guide gives, sends of the real jar to whoever collects traces. */
@Tag("thorough")
class TracesIT {

    private static final Path ROOT = Path.of(System.getProperty("munjigi.root"));
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String EMAIL = "Ada.Lovelace@example.org";
    private static final String ADMIN = "root.of.all@example.org";
    private static final String WRONG = "wrong horse battery";
    private static final String NEXT = "another horse battery";

    private static final String MASTER_SECRET = "0123456789abcdef0123456789abcdef";
    private static final String HASH = "$argon2";

    /** What must not be found; tokens come to it as they are given out. */
    private static final Set<String> SECRETS =
            new HashSet<>(Set.of(EMAIL, ADMIN, Client.PASSWORD, WRONG, NEXT, MASTER_SECRET, HASH));

    private static TraceCollector collector;
    private static final List<String> LOG = new ArrayList<>();

    /** The databases, by the names that traces have for them. */
    private enum On {
        H2("4bf92f3577b34da6a3ce929d0e0e4736"),
        POSTGRESQL("0af7651916cd43dd8448eb211c80319c");

        private final String trace;

        On(String trace) {
            this.trace = trace;
        }
    }

    @BeforeAll
    static void tellTheStory(@TempDir Path directory) throws IOException {
        collector = TraceCollector.started();
        run(On.H2, SomeSettings.embedded(directory.resolve("data")));
        try (RealRedis redis = RealRedis.started(directory)) {
            run(
                    On.POSTGRESQL,
                    SomeSettings.with(
                            SomeSettings.on(RealPostgres.newDatabase()),
                            "MUNJIGI_REDIS_URL",
                            redis.url(),
                            "MUNJIGI_THROTTLE",
                            "on"));
        }
    }

    private static void run(On database, Map<String, String> place) throws IOException {
        Map<String, String> settings = SomeSettings.with(
                place,
                "MUNJIGI_SECRET",
                MASTER_SECRET,
                "MUNJIGI_LOG_LEVEL",
                "debug",
                "MUNJIGI_ADMIN_EMAIL",
                ADMIN,
                "MUNJIGI_ADMIN_PASSWORD",
                Client.PASSWORD);
        settings.putAll(settingsOfTheGuide());
        settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
        List<String> options =
                List.of("-javaagent:" + System.getProperty("munjigi.opentelemetry"), "-XX:TieredStopAtLevel=1");
        try (RunningJar service = RunningJar.withOptions(options, settings)) {
            tell(service, database);
            // It sends what it has left when the JVM ends.
            service.terminate();
            assertThat(service.awaitExit()).isEqualTo(128 + 15);
            LOG.addAll(service.log());
        }
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    private static Map<String, String> settingsOfTheGuide() {
        return Page.of(ROOT.resolve("docs/operating.md")).blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("OTEL_"))
                .map(line -> line.replaceFirst(" +#.*", "").split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    private static void tell(RunningJar service, On database) throws IOException {
        Client client = new Client(service.url());
        expect(201, client.signUp(EMAIL));
        expect(409, client.signUp(EMAIL));
        expect(401, client.logIn(EMAIL, WRONG));
        HttpResponse<String> first = client.logIn(EMAIL);
        HttpResponse<String> second = client.refresh(refresh(first));
        expect(401, client.get("/users/me?access_token=" + access(second)));
        me(service, access(second), database.trace);
        expect(204, client.changePassword(access(second), Client.PASSWORD, NEXT));
        HttpResponse<String> root = client.logIn(ADMIN);
        expect(200, client.as(access(root), "GET", "/admin/users?email=" + encoded(EMAIL)));
        expect(204, client.logOut(access(second)));
        for (HttpResponse<String> tokens : List.of(first, second, root)) {
            SECRETS.add(access(tokens));
            SECRETS.add(refresh(tokens));
        }
        SECRETS.add(first.headers().firstValue("Device-Token").orElseThrow());
    }

    /** With the header of a gateway that has begun a trace. */
    private static void me(RunningJar service, String token, String trace) throws IOException {
        byte[] request = ("GET /users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: session=" + token
                        + "\r\nAuthorization: Bearer " + token + "\r\ntraceparent: 00-" + trace + "-" + CALLER
                        + "-01\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(RawHttp.answers(URI.create(service.url()).getPort(), request))
                .startsWith("HTTP/1.1 200 ");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<Span> spans(long kind, On database) {
        return collector.spans().stream()
                .filter(span -> span.kind() == kind && span.trace().equals(database.trace))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_request_is_a_span_of_the_trace_that_its_caller_began_and_its_statements_are_below_it(On database) {
        List<Span> requests = spans(Span.SERVER, database);

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.name()).isEqualTo("GET /users/me");
            assertThat(request.parent()).isEqualTo(CALLER);
            assertThat(request.attributes())
                    .containsEntry("http.route", "/users/me")
                    .containsEntry("http.response.status_code", "200");
        });
        assertThat(spans(Span.CLIENT, database)).isNotEmpty().allSatisfy(statement -> {
            assertThat(statement.parent()).isEqualTo(requests.get(0).id());
            assertThat(statement.attributes())
                    .containsEntry("db.system", database.name().toLowerCase(Locale.ROOT));
            assertThat(statement.attributes().get("db.statement")).startsWith("SELECT ");
        });
    }

    @ParameterizedTest
    @EnumSource
    void the_log_has_the_id_of_that_trace(On database) {
        assertThat(LOG)
                .filteredOn(line -> line.contains(" trace_id=" + database.trace))
                .singleElement()
                .asString()
                .contains(" route=/users/me status=200 ");
    }

    @Test
    void a_request_is_named_by_its_route_and_not_by_its_path() {
        assertThat(collector.spans())
                .filteredOn(span -> span.kind() == Span.SERVER)
                .extracting(Span::name)
                .contains("POST /auth/signup", "POST /auth/login", "POST /auth/refresh", "GET /admin/users");
    }

    /** Nor in what a query, a statement or an exception of the database says. */
    @Test
    void no_secret_and_no_address_is_sent() {
        String sent = collector.everything();

        assertThat(sent).contains("email=REDACTED", "access_token=REDACTED", "INSERT INTO users");
        for (String secret : SECRETS) {
            assertThat(sent).doesNotContainIgnoringCase(secret).doesNotContainIgnoringCase(encoded(secret));
        }
    }
}
