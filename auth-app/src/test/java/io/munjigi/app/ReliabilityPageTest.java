package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reliability.md} says of every fault what comes of it, and names no test that does not exist. */
class ReliabilityPageTest {

    private static final Path ROOT = Path.of("..");
    private static final int FEWEST_FAULTS = 30;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!---|fault |what waits ).*$");
    private static final Pattern TESTS = Pattern.compile("`\\w+\\.\\w+`(, `\\w+\\.\\w+`)*");

    private final List<List<String>> rows;

    ReliabilityPageTest() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reliability.md"));
        this.rows = ROW.matcher(page).results().map(row -> cells(row.group())).toList();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    @Test
    void every_fault_says_what_users_and_operators_see_and_names_its_tests() {
        assertThat(rows).hasSizeGreaterThan(FEWEST_FAULTS);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row).hasSize(4).noneMatch(String::isEmpty))
                .allSatisfy(row -> assertThat(row.get(3)).matches(TESTS));
    }

    @Test
    void every_time_limit_that_can_be_set_is_there_with_its_default() {
        assertThat(Setting.values())
                .filteredOn(setting -> setting.name().endsWith("_TIMEOUT"))
                .hasSizeGreaterThan(5)
                .allSatisfy(setting -> assertThat(rows)
                        .anyMatch(row -> row.get(1).equals("`" + setting.variable() + "`, " + setting.usual())));
    }

    @Test
    void no_fault_is_there_twice() {
        assertThat(rows.stream().map(row -> row.get(0))).doesNotHaveDuplicates();
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        NamedTests tests = NamedTests.under(ROOT);

        assertThat(rows.stream().flatMap(row -> tests.missingFrom(row.get(3)).stream()))
                .isEmpty();
    }
}
