package io.munjigi.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.testkit.RawHttp;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.persistence.testkit.RealPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jar over real HTTP. */
class ServiceIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private Map<String, String> embedded() {
        return Map.of("MUNJIGI_DATA_DIR", directory.toString());
    }

    private static Map<String, String> onPostgres(RealPostgres.Place place) {
        return Map.of(
                "MUNJIGI_DATABASE_URL", place.url(),
                "MUNJIGI_DATABASE_USER", place.user(),
                "MUNJIGI_DATABASE_PASSWORD", place.password(),
                "MUNJIGI_SECRET", SECRET,
                "MUNJIGI_ISSUER", "https://auth.example.org");
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    private static String tellTheStory(RunningJar service) {
        Client client = new Client(service.url());
        assertThat(client.signUp("Ada@example.org").statusCode()).isEqualTo(201);
        assertThat(client.signUp("ada@EXAMPLE.org").statusCode()).isEqualTo(409);
        assertThat(client.logIn("ada@example.org", "wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> tokens = client.logIn("ADA@example.org");
        assertThat(tokens.statusCode()).isEqualTo(200);
        String accessToken = Client.member(tokens, "access_token");
        assertThat(Client.member(client.me(accessToken), "email")).isEqualTo("Ada@example.org");
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
        return accessToken;
    }

    /** It ends, says one line about it and shows no stack. */
    private static String refusal(int exit, Map<String, String> settings, String... arguments) {
        try (RunningJar service = RunningJar.start(settings, arguments)) {
            assertThat(service.awaitExit()).as(service.log().toString()).isEqualTo(exit);
            assertThat(service.log()).hasSize(1);
            assertThat(service.log().get(0)).startsWith("munjigi: ").doesNotContain("\tat ", "Exception");
            return service.log().get(0);
        }
    }

    @Test
    void the_story_is_told_on_the_embedded_database_and_survives_a_restart_and_a_kill() {
        String accessToken;
        Map<String, String> settings = with(embedded(), "MUNJIGI_ISSUER", "https://auth.example.org");
        try (RunningJar service = RunningJar.start(settings)) {
            assertThat(service.url()).startsWith("http://127.0.0.1:");
            accessToken = tellTheStory(service);
            service.kill();
        }
        try (RunningJar again = RunningJar.start(settings)) {
            Client client = new Client(again.url());
            assertThat(Client.member(client.me(accessToken), "email")).isEqualTo("Ada@example.org");
            assertThat(client.logIn("ada@example.org").statusCode()).isEqualTo(200);
            again.terminate();
            assertThat(again.awaitExit()).isEqualTo(128 + 15);
            assertThat(again.log().get(again.log().size() - 1)).endsWith("stopped");
        }
    }

    @Test
    void the_story_is_told_on_postgresql_by_two_nodes_that_start_together() {
        Map<String, String> settings = onPostgres(RealPostgres.newDatabase());
        try (RunningJar one = RunningJar.start(settings);
                RunningJar other = RunningJar.start(settings)) {
            String accessToken = tellTheStory(one);

            Client client = new Client(other.url());
            assertThat(client.me(accessToken).statusCode()).isEqualTo(200);
            assertThat(client.logIn("ada@example.org").statusCode()).isEqualTo(200);
            assertThat(client.get("/.well-known/jwks.json").body())
                    .isEqualTo(
                            new Client(one.url()).get("/.well-known/jwks.json").body());
        }
    }

    @Test
    void with_a_shared_secret_there_are_no_public_keys() {
        try (RunningJar service = RunningJar.start(with(embedded(), "MUNJIGI_JWT_SECRET", SECRET))) {
            tellTheStory(service);
            assertThat(new Client(service.url()).get("/.well-known/jwks.json").body())
                    .isEqualTo("{\"keys\":[]}");
        }
    }

    @Test
    void settings_change_what_they_say() {
        Map<String, String> settings = Map.of(
                "MUNJIGI_DATA_DIR", directory.toString(),
                "MUNJIGI_PASSWORD_ALGORITHM", "bcrypt",
                "MUNJIGI_ACCESS_TOKEN_TTL", "PT10M",
                "MUNJIGI_SESSION_MAX_TTL", "PT7M");
        try (RunningJar service = RunningJar.start(settings)) {
            tellTheStory(service);
            assertThat(new Client(service.url()).logIn("ada@example.org").body())
                    .contains("\"expires_in\":420,");
        }
        try (RunningJar closed = RunningJar.start(with(embedded(), "MUNJIGI_SIGNUP", "off"))) {
            Client client = new Client(closed.url());
            assertThat(client.signUp("eve@example.org").statusCode()).isEqualTo(403);
            assertThat(client.logIn("ada@example.org").statusCode())
                    .as("a bcrypt hash is still good where Argon2id is the choice")
                    .isEqualTo(200);
        }
    }

    /** Where hashes are computed in Java they leave so much garbage that there would be no end of collecting. */
    @Test
    void its_heap_is_kept_small_where_hashes_are_computed_beside_it() {
        try (RunningJar service = RunningJar.withOptions(List.of("-XX:+UseSerialGC"), embedded())) {
            service.url();
            List<String> threads = service.threads();
            assertThat(threads).contains("Signal Dispatcher");
            assertThat(threads.contains("munjigi-heap")).isEqualTo(PasswordHashing.isArgon2Native());
        }
    }

    @Test
    void no_log_line_holds_a_password_or_a_token() throws IOException {
        try (RunningJar service = RunningJar.start(embedded())) {
            String accessToken = tellTheStory(service);
            Client client = new Client(service.url());
            client.logIn("canary-name", "canary-password");
            client.get("/canary-path?access_token=canary-token");
            client.me("canary-bearer");
            sendHost(service, "x: Bearer canary-host");
            sendHost(service, "<canary-host");
            sendHost(service, "x\r\nHost: canary-host");
            service.terminate();
            service.awaitExit();

            assertThat(String.join("\n", service.log()))
                    .contains("route=/auth/login status=401")
                    .doesNotContain(accessToken, Client.PASSWORD, "canary", "mjr_");
        }
    }

    /** A header field that follows is part of it where a client loses an end of line. */
    private static void sendHost(RunningJar service, String host) throws IOException {
        String request = "GET /users/me HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
        String answer = RawHttp.answers(URI.create(service.url()).getPort(), request.getBytes(US_ASCII));
        assertThat(RawHttp.statuses(answer)).containsExactly(400);
    }

    @Test
    void help_and_version_are_told_without_starting() {
        try (RunningJar help = RunningJar.start(Map.of(), "--help")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.log()).anyMatch(line -> line.contains("MUNJIGI_DATABASE_URL"));
        }
        try (RunningJar version = RunningJar.start(Map.of(), "--version")) {
            assertThat(version.awaitExit()).isZero();
            assertThat(version.log()).singleElement().asString().matches("munjigi [0-9].*");
        }
    }

    @Test
    void a_mistaken_command_or_setting_ends_it_with_a_line() {
        assertThat(refusal(2, Map.of(), "sreve")).contains("no such command");
        assertThat(refusal(2, Map.of(), "serve", "now")).contains("no such command");
        assertThat(refusal(2, Map.of("MUNJIGI_HTTP_PORT", "x"))).contains("MUNJIGI_HTTP_PORT");
        try (RunningJar many =
                RunningJar.start(Map.of("MUNJIGI_HTTP_PORT", "x", "MUNJIGI_SIGNUP", "x", "MUNJIGI_X", "x"))) {
            assertThat(many.awaitExit()).isEqualTo(2);
            assertThat(many.log()).hasSize(3);
        }
    }

    @Test
    void a_taken_port_and_an_unknown_host_end_it_with_a_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(refusal(1, with(embedded(), "MUNJIGI_HTTP_PORT", port))).contains(port, "MUNJIGI_HTTP_PORT");
        }
        assertThat(directory).as("nothing was touched").isEmptyDirectory();
        assertThat(refusal(1, with(embedded(), "MUNJIGI_HTTP_HOST", "no.such.host.invalid")))
                .contains("MUNJIGI_HTTP_HOST");
    }

    @Test
    void an_unreachable_database_ends_it_with_a_line() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        assertThat(refusal(
                        1,
                        Map.of(
                                "MUNJIGI_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + nobody + "/auth",
                                "MUNJIGI_DATABASE_USER", "auth",
                                "MUNJIGI_DATABASE_PASSWORD", "canary",
                                "MUNJIGI_SECRET", SECRET,
                                "MUNJIGI_ISSUER", "https://auth.example.org")))
                .doesNotContain("canary");
    }

    @Test
    void an_embedded_database_in_use_ends_the_second_with_a_line() {
        try (RunningJar first = RunningJar.start(embedded())) {
            assertThat(first.url()).isNotEmpty();
            assertThat(refusal(1, embedded())).contains("in use");
        }
    }

    @Test
    void a_database_from_a_newer_version_ends_it_with_a_line() {
        RealPostgres.Place place = RealPostgres.newDatabase();
        Map<String, String> settings = onPostgres(place);
        try (RunningJar service = RunningJar.start(settings)) {
            assertThat(service.url()).isNotEmpty();
        }
        NewerSchema.pretend(place);

        assertThat(refusal(1, settings)).contains("newer");
    }

    @Test
    void another_master_secret_ends_it_with_a_line() {
        Map<String, String> settings = onPostgres(RealPostgres.newDatabase());
        try (RunningJar service = RunningJar.start(settings)) {
            assertThat(service.url()).isNotEmpty();
        }

        assertThat(refusal(1, with(settings, "MUNJIGI_SECRET", "another " + SECRET)))
                .contains("MUNJIGI_SECRET", "another master secret");
    }

    @Test
    void odd_locales_and_time_zones_change_nothing() {
        List<String> odd = List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Pacific/Kiritimati");
        try (RunningJar service = RunningJar.withOptions(odd, embedded())) {
            tellTheStory(service);
            Client client = new Client(service.url());
            assertThat(client.signUp("INGRID@example.org").statusCode()).isEqualTo(201);
            assertThat(client.signUp("ingrid@example.org").statusCode()).isEqualTo(409);
            assertThat(Client.member(client.signUp("z@example.org"), "created_at"))
                    .endsWith("Z");
        }
    }
}
