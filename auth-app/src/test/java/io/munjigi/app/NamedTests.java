package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests of all modules, by the names that pages give them: {@code `Class`} or {@code `Class.method`}. */
final class NamedTests {

    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

    /** The text of each test class, by its name. */
    private final Map<String, String> sources;

    private NamedTests(Map<String, String> sources) {
        this.sources = sources;
    }

    /** All there are; the houses that break rules on purpose are none. */
    static NamedTests under(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            Map<String, String> sources = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(NamedTests::classes)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replaceAll("\\.java$", ""),
                            NamedTests::text,
                            String::concat));
            assertThat(sources).hasSizeGreaterThan(100);
            return new NamedTests(sources);
        }
    }

    private static Stream<Path> classes(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files
                    .filter(file -> file.toString().matches(".*(Test|IT|Contract)\\.java"))
                    .filter(file -> !file.toString().contains("planted"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those that a text names and that do not exist. */
    List<String> missingFrom(String text) {
        return TEST.matcher(text)
                .results()
                .filter(test -> !exists(test))
                .map(MatchResult::group)
                .toList();
    }

    private boolean exists(MatchResult test) {
        String source = sources.get(test.group(1));
        String method = test.group(2);
        return source != null && (method == null || source.contains(" void " + method + "("));
    }
}
