package io.munjigi.app;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Dashboard, alerts and documentation against the metrics that there really are. */
class DashboardIT {

    private static final String DASHBOARD = "deploy/grafana/munjigi.json";
    private static final String ALERTS = "deploy/prometheus/munjigi-alerts.yaml";
    private static final String DOCUMENTATION = "docs/operating.md";

    private static final Path ROOT = Path.of(System.getProperty("munjigi.root"));
    private static final Pattern METRIC = Pattern.compile("\\b(munjigi|jvm|process)_[a-z_]+\\b");
    private static final Pattern LABEL =
            Pattern.compile("\\b(kind|outcome|limit|decision|state|verdict|area)=\\\\?\"([a-z_]+)\\\\?\"");
    private static final Pattern DERIVED = Pattern.compile("_(bucket|count|sum|max)$");

    @TempDir
    private static Path directory;

    private static String scrape = "";

    @BeforeAll
    static void scrapeOnce() {
        try (RunningJar service = RunningJar.start(SomeSettings.embedded(directory))) {
            Client client = new Client(service.url());
            client.get("/health/live");
            scrape = Client.expect(200, client.get("/metrics")).body();
        }
    }

    private static Set<String> served() {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(toCollection(TreeSet::new));
    }

    /** The same without what Prometheus makes of a histogram or a summary. */
    private static Set<String> metrics() {
        return served().stream()
                .map(name -> DERIVED.matcher(name).replaceFirst(""))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {DASHBOARD, ALERTS, DOCUMENTATION})
    void nothing_is_named_that_is_not_there(String file) throws IOException {
        String text = Files.readString(ROOT.resolve(file));

        Set<String> names = served();
        names.addAll(metrics());
        assertThat(found(METRIC, text)).isNotEmpty().isSubsetOf(names);
        assertThat(found(LABEL, text)).allSatisfy(label -> assertThat(scrape).contains(label.replace("\\", "")));
    }

    @Test
    void everything_that_is_there_is_in_the_documentation_and_on_the_dashboard() throws IOException {
        for (String file : Set.of(DASHBOARD, DOCUMENTATION)) {
            String text = Files.readString(ROOT.resolve(file));
            assertThat(metrics())
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(text).contains(name));
        }
    }

    @Test
    void the_dashboard_is_json_and_bound_to_no_data_source() throws IOException {
        String dashboard = Files.readString(ROOT.resolve(DASHBOARD));

        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), dashboard)) {
            while (json.nextToken() != null) {
                if ("uid".equals(json.currentName()) && json.currentToken().isScalarValue()) {
                    assertThat(json.getString()).isIn("munjigi", "${datasource}");
                }
            }
        }
        assertThat(dashboard).contains("\"name\": \"datasource\"", "\"type\": \"datasource\"");
    }
}
