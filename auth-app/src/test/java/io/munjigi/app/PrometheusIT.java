package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metrics, dashboard and alerts before a real Prometheus, where there is one. */
@Tag("thorough")
class PrometheusIT {

    private static final Path DEPLOY =
            Path.of(System.getProperty("munjigi.root")).resolve("deploy");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static RunningJar service;
    private static Process prometheus;
    private static String url = "";

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        if (!Machine.runs("promtool", "--version") || !Machine.runs("prometheus", "--version")) {
            Machine.leaveOut("metrics, dashboard and alerts before a real Prometheus", "there is none");
        }
        service = RunningJar.start(SomeSettings.embedded(directory.resolve("data")));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: munjigi
                    static_configs: [{targets: ["%s"]}]
                """.formatted(
                        DEPLOY.resolve("prometheus/munjigi-alerts.yaml"),
                        URI.create(service.url()).getAuthority()));
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("series"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.destroy();
            // Or its folder could not be removed.
            prometheus.waitFor();
        }
        if (service != null) {
            service.close();
        }
    }

    /** What it answers, once it answers so. */
    private static JsonNode awaited(String path, Predicate<JsonNode> answer) throws Exception {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        String last = "";
        while (Instant.now().isBefore(end)) {
            try {
                last = HTTP.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
                        .body();
                JsonNode data = JSON.readTree(last);
                if (answer.test(data)) {
                    return data;
                }
            } catch (IOException | JacksonException notYet) { // what is not ready says so in words
                last = notYet.toString();
            }
            Thread.sleep(100);
        }
        throw new AssertionError(path + " is answered with " + last);
    }

    private static JsonNode asked(String expression) throws Exception {
        return awaited(
                "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8),
                answer -> answer.path("status").asString().equals("success")
                        && !answer.path("data").path("result").isEmpty());
    }

    /** What is counted only once it fails is asked for what went well. */
    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        JSON.readTree(Files.readString(DEPLOY.resolve("grafana/munjigi.json")))
                .findValues("expr")
                .forEach(expression -> expressions.add(expression
                        .asString()
                        .replace("$job", ".*")
                        .replace("$instance", ".*")
                        .replace("$__rate_interval", "30s")
                        .replace("status=\"5xx\"", "status=\"2xx\"")));
        return expressions;
    }

    @Test
    void promtool_finds_nothing_to_say_of_what_is_scraped(@TempDir Path directory) throws Exception {
        Path scrape = Files.writeString(
                directory.resolve("scrape"),
                new Client(service.url()).get("/metrics").body());
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(scrape.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    @Test
    void each_alert_is_set_off_by_what_it_is_for_and_by_nothing_ordinary() {
        String test = DEPLOY.resolve("prometheus/munjigi-alerts-test.yaml").toString();

        assertThat(Machine.complaints("promtool", "test", "rules", test))
                .anyMatch(line -> line.contains("SUCCESS"))
                .noneMatch(line -> line.contains("FAILED"));
    }

    @Test
    void each_alert_has_such_a_test() throws IOException {
        String test = Files.readString(DEPLOY.resolve("prometheus/munjigi-alerts-test.yaml"));

        assertThat(Files.readString(DEPLOY.resolve("prometheus/munjigi-alerts.yaml"))
                        .lines()
                        .filter(line -> line.contains("- alert: ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(test).contains("alertname=\"" + line.replaceFirst(".*: ", "") + "\""));
    }

    @Test
    void each_question_of_the_dashboard_has_an_answer() throws Exception {
        Client client = new Client(service.url());
        client.signUp("ada@example.org");
        client.logIn("ada@example.org");

        List<String> expressions = expressions();

        assertThat(expressions).isNotEmpty();
        for (String expression : expressions) {
            assertThat(asked(expression).path("warnings")).isEmpty();
        }
    }

    @Test
    void its_alerts_are_evaluated_and_none_is_set_off_by_a_service_that_is_well() throws Exception {
        JsonNode rules = awaited(
                        "/api/v1/rules",
                        answer -> answer.findValuesAsString("health").stream().noneMatch("unknown"::equals)
                                && !answer.findValues("health").isEmpty())
                .path("data");

        assertThat(rules.findValuesAsString("health")).containsOnly("ok");
        assertThat(asked("up").findValue("value").get(1).asString()).isEqualTo("1");
        assertThat(rules.toString()).doesNotContain("firing", "pending");
    }
}
