package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files under {@code deploy} name no setting that does not exist, and give a stop the time that it may take. */
class DeploymentFilesTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final Pattern VARIABLE = Pattern.compile("\\bMUNJIGI_[A-Z_]+\\b");

    private static final Pattern DELAY = Pattern.compile("MUNJIGI_STOP_DELAY.*(PT\\d+S)");

    private static String read(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }

    private static boolean exists(String variable) {
        String ofFile = variable.endsWith(Setting.FILE_SUFFIX)
                ? variable.substring(0, variable.length() - Setting.FILE_SUFFIX.length())
                : "";
        return Setting.named(variable).isPresent()
                || Setting.named(ofFile).filter(Setting::isSecret).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"munjigi.service", "Dockerfile", "compose.yaml", "kubernetes.yaml"})
    void every_setting_that_is_named_exists(String file) throws IOException {
        List<String> named =
                VARIABLE.matcher(read(file)).results().map(MatchResult::group).toList();

        assertThat(named).isNotEmpty().allMatch(DeploymentFilesTest::exists);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "munjigi.service|TimeoutStopSec=(\\d+)",
                "compose.yaml|stop_grace_period: (\\d+)s",
                "kubernetes.yaml|terminationGracePeriodSeconds: (\\d+)"
            })
    void a_stop_has_the_time_that_it_may_take(String fileAndPattern) throws IOException {
        String[] parts = fileAndPattern.split("\\|", 2);
        List<Integer> seconds = Pattern.compile(parts[1])
                .matcher(read(parts[0]))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();

        Duration delay = DELAY.matcher(read(parts[0]))
                .results()
                .map(found -> Duration.parse(found.group(1)))
                .findFirst()
                .orElse(Duration.parse(Setting.STOP_DELAY.usual()));
        long usual = delay.plus(Duration.parse(Setting.STOP_TIMEOUT.usual())).toSeconds();
        assertThat(seconds)
                .singleElement()
                .satisfies(given -> assertThat(given.longValue()).isGreaterThan(usual));
    }

    /** What Kubernetes sets of itself for a Service called munjigi begins as our settings do, and would be refused. */
    @Test
    void kubernetes_sets_nothing_of_itself() throws IOException {
        assertThat(read("kubernetes.yaml")).containsPattern("(?m)^      enableServiceLinks: false$");
    }

    @Test
    void systemd_takes_the_unit() {
        if (!Machine.runs("systemd-analyze", "--version")) {
            Machine.leaveOut("the unit for systemd", "there is no systemd-analyze");
        }

        // It also looks whether what is started is there, which here it need not be.
        assertThat(Machine.complaints(
                                "systemd-analyze",
                                "verify",
                                DEPLOY.resolve("munjigi.service").toString())
                        .filter(line -> line.contains("munjigi.service"))
                        .filter(line -> !line.contains("is not executable")))
                .isEmpty();
    }
}
