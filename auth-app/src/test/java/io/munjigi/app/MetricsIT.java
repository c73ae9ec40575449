package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.testkit.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads from the real jar. */
class MetricsIT {

    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) [a-z_]+ .*");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_]+)(\\{[a-z]+=\"[^\"\\\\\n]*\"(,[a-z]+=\"[^\"\\\\\n]*\")*})? (-?[0-9.]+(E-?[0-9]+)?|\\+Inf|NaN)");
    private static final Pattern MANAGEMENT = Pattern.compile(".* management (http://\\S+)");

    @TempDir
    private Path directory;

    private Map<String, String> settings(String... more) {
        return SomeSettings.with(
                SomeSettings.with(
                        Map.of("MUNJIGI_DATA_DIR", directory.toString(), "MUNJIGI_ISSUER", "https://auth.example.org")),
                more);
    }

    private static List<String> scrape(Client client) {
        return Client.expect(200, client.get("/metrics")).body().lines().toList();
    }

    /** The value of a sample, as it is written. */
    private static double value(List<String> scrape, String sample) {
        return scrape.stream()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(sample + " is not in " + scrape));
    }

    private static Set<String> names(List<String> scrape) {
        Set<String> names = new TreeSet<>();
        scrape.stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
        return names;
    }

    private static String managementUrl(RunningJar service) {
        return service.log().stream()
                .map(MANAGEMENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(service.log()));
    }

    @Test
    void every_line_is_prometheus_text_and_counts_move_with_what_happens() {
        try (RunningJar service = RunningJar.start(settings())) {
            Client client = new Client(service.url());
            client.signUp("ada@example.org");
            client.logIn("ada@example.org", "wrong");
            String first = Client.refresh(client.logIn("ada@example.org"));
            String second = Client.refresh(client.refresh(first));
            Client.expect(200, client.refresh(first));
            String access = Client.access(client.refresh(second));
            Client.expect(401, client.refresh(first));
            Client.expect(401, client.me(access));

            List<String> scrape = scrape(client);

            assertThat(scrape)
                    .allMatch(line -> COMMENT.matcher(line).matches()
                            || SAMPLE.matcher(line).matches());
            assertThat(value(scrape, "munjigi_events_total{kind=\"login\",outcome=\"success\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "munjigi_events_total{kind=\"login\",outcome=\"failure\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "munjigi_refreshes_total{outcome=\"rotated\"}"))
                    .isEqualTo(2);
            assertThat(value(scrape, "munjigi_refreshes_total{outcome=\"repeated\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "munjigi_refreshes_total{outcome=\"reused\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "munjigi_limits_total{decision=\"admitted\",limit=\"login\"}"))
                    .isEqualTo(2);
            assertThat(value(scrape, "munjigi_hashing_wait_seconds_count")).isEqualTo(3);
            assertThat(value(scrape, "munjigi_token_checks_total{verdict=\"verified\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "munjigi_revocations_blind")).isZero();
            assertThat(value(scrape, "munjigi_revocations_age_seconds")).isBetween(0.0, 5.0);
            assertThat(value(scrape, "munjigi_database_connections_most")).isEqualTo(24);
            assertThat(
                            value(
                                    scrape,
                                    "munjigi_http_requests_seconds_count{method=\"POST\",route=\"/auth/login\",status=\"4xx\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "jvm_memory_max_bytes{area=\"heap\"}")).isPositive();
        }
    }

    @Test
    void whoever_guesses_too_often_is_seen_in_the_limits() {
        try (RunningJar service = RunningJar.start(settings())) {
            Client client = new Client(service.url());
            int attempts = 0;
            while (client.logIn("nobody@example.org", "wrong").statusCode() != 429) {
                attempts++;
            }

            List<String> scrape = scrape(client);

            assertThat(value(scrape, "munjigi_events_total{kind=\"login\",outcome=\"failure\"}"))
                    .isEqualTo(attempts);
            assertThat(value(scrape, "munjigi_limits_total{decision=\"refused\",limit=\"login\"}")
                            + value(scrape, "munjigi_limits_total{decision=\"refused\",limit=\"wrong_passwords\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void no_path_address_or_name_that_a_client_writes_adds_a_series() {
        try (RunningJar service = RunningJar.start(settings())) {
            Client client = new Client(service.url());
            client.get("/made-up");
            client.as("x", "DELETE", "/users/me/sessions/1");
            client.get("/metrics");
            int before = scrape(client).size();

            for (int path = 0; path < 1_000; path++) {
                client.get("/made-up/" + path + "?q=" + path);
                client.as("token-" + path, "DELETE", "/users/me/sessions/" + path);
            }

            List<String> after = scrape(client);
            assertThat(after).hasSize(before).noneMatch(line -> line.contains("made-up"));
            assertThat(value(after, "munjigi_http_requests_seconds_count{method=\"-\",route=\"-\",status=\"4xx\"}"))
                    .isEqualTo(1_001);
        }
    }

    @Test
    void a_port_of_its_own_serves_metrics_and_health_and_takes_them_from_the_other() {
        try (RunningJar service = RunningJar.start(settings("MUNJIGI_MANAGEMENT_PORT", "0"))) {
            Client client = new Client(service.url());
            Client management = new Client(managementUrl(service));

            Client.expect(404, client.get("/metrics"));
            Client.expect(200, client.get("/health/ready"));
            Client.expect(200, management.get("/health/ready"));
            Client.expect(404, management.get("/users/me"));
            assertThat(names(scrape(management))).contains("munjigi_http_requests_seconds_count");
            service.terminate();
            assertThat(service.awaitExit()).isEqualTo(128 + 15);
        }
    }

    @Test
    void metrics_that_are_off_are_nowhere() {
        try (RunningJar service =
                RunningJar.start(settings("MUNJIGI_METRICS", "off", "MUNJIGI_MANAGEMENT_PORT", "0"))) {
            Client.expect(404, new Client(service.url()).get("/metrics"));
            Client.expect(404, new Client(managementUrl(service)).get("/metrics"));
            Client.expect(200, new Client(managementUrl(service)).get("/health/live"));
        }
    }

    @Test
    void a_management_port_that_is_taken_ends_it_with_a_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            try (RunningJar service = RunningJar.start(settings("MUNJIGI_MANAGEMENT_PORT", port))) {
                assertThat(service.awaitExit()).isEqualTo(1);
                assertThat(service.log())
                        .singleElement()
                        .asString()
                        .startsWith("munjigi: cannot listen on 127.0.0.1 port " + port)
                        .endsWith("set MUNJIGI_MANAGEMENT_PORT to another, or 0 for any");
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void each_line_of_the_log_is_an_object_if_that_is_set_and_names_the_trace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (RunningJar service = RunningJar.start(settings("MUNJIGI_LOG_FORMAT", "json"))) {
            Client client = new Client(service.url());
            Client.expect(401, client.me("none"));
            int port = URI.create(service.url()).getPort();
            RawHttp.answers(
                    port,
                    ("GET /users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntraceparent: 00-" + trace
                                    + "-00f067aa0ba902b7-01\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            service.terminate();
            service.awaitExit();

            assertThat(service.log())
                    .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"))
                    .anyMatch(line -> line.contains("\"route\":\"/users/me\",\"status\":401,"))
                    .anyMatch(line -> line.contains("\"trace_id\":\"" + trace + "\""));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
