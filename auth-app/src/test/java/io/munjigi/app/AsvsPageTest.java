package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/asvs.md} says of every requirement that we chose what became of it, and names no test that does not exist. */
class AsvsPageTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> LEVELS = List.of("1", "2");
    private static final List<String> STATES = List.of("fulfilled", "partly", "open", "not applicable");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\d.*$");
    private static final Pattern SUM = Pattern.compile("(?m)^\\| ([a-z ]+) \\| (\\d+) \\| (\\d+) \\|$");
    private static final Pattern TESTS = Pattern.compile("`[\\w.]+`(, `[\\w.]+`)*|no test: .+");

    private static String page = "";
    private static List<Row> rows = List.of();

    /** One requirement. */
    private record Row(String requirement, String level, String about, String state, String reason, String tests) {

        static Row of(String line) {
            String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
            assertThat(cells).as(line).hasSize(6);
            List<String> text = Arrays.stream(cells).map(String::strip).toList();
            return new Row(text.get(0), text.get(1), text.get(2), text.get(3), text.get(4), text.get(5));
        }

        boolean namesWhatItShould() {
            return List.of("fulfilled", "partly").contains(state)
                    ? TESTS.matcher(tests).matches()
                    : tests.equals("–");
        }
    }

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(ROOT.resolve("docs/asvs.md"));
        rows = ROW.matcher(page).results().map(line -> Row.of(line.group())).toList();
    }

    @Test
    void every_requirement_that_was_chosen_is_there_once_with_its_level() throws IOException {
        String chosen = Files.readString(Path.of("src/test/resources/io/munjigi/app/asvs-5.0.0.txt"));

        assertThat(rows.stream().map(row -> row.requirement() + " " + row.level()))
                .containsExactlyElementsOf(chosen.lines().toList());
    }

    @Test
    void every_state_is_one_of_four_and_says_why() {
        assertThat(rows)
                .filteredOn(row -> !STATES.contains(row.state())
                        || row.about().isEmpty()
                        || row.reason().isEmpty())
                .isEmpty();
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        NamedTests tests = NamedTests.under(ROOT);

        assertThat(rows.stream()
                        .flatMap(row ->
                                tests.missingFrom(row.tests()).stream().map(test -> row.requirement() + " " + test)))
                .isEmpty();
    }

    @Test
    void what_is_fulfilled_or_partly_names_its_tests_or_says_why_there_is_none() {
        assertThat(rows).filteredOn(row -> !row.namesWhatItShould()).isEmpty();
    }

    @Test
    void the_sums_are_those_of_the_rows() {
        Matcher sums = SUM.matcher(page);
        for (String state : STATES) {
            assertSum(sums, state, rows.stream().filter(row -> row.state().equals(state)));
        }
        assertSum(sums, "all", rows.stream());
        assertThat(sums.find()).isFalse();
    }

    private static void assertSum(Matcher sums, String name, Stream<Row> counted) {
        Map<String, Long> counts = counted.collect(Collectors.groupingBy(Row::level, Collectors.counting()));
        assertThat(sums.find()).as(name).isTrue();
        assertThat(List.of(sums.group(1), sums.group(2), sums.group(3)))
                .isEqualTo(Stream.concat(
                                Stream.of(name),
                                LEVELS.stream()
                                        .map(level ->
                                                counts.getOrDefault(level, 0L).toString()))
                        .toList());
    }
}
