package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The picture of the modules in {@code docs/how-it-works.md} has the arrows that the poms have. */
class HowItWorksPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NODE = Pattern.compile("(?m)^ +(\\w+)\\[\"(auth-[\\w-]+)<br/>");
    private static final Pattern ARROW = Pattern.compile("(?m)^ +(\\w+) --> (\\w+)$");
    private static final Pattern MODULE = Pattern.compile("<module>(auth-[\\w-]+)</module>");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>io\\.munjigi</groupId>\\s*<artifactId>(auth-[\\w-]+)</artifactId>\\s*</dependency>");

    private final String picture =
            Page.of(ROOT.resolve("docs/how-it-works.md")).blocks("mermaid").get(0);

    private List<String> drawn() {
        Map<String, String> modules =
                NODE.matcher(picture).results().collect(Collectors.toMap(node -> node.group(1), node -> node.group(2)));
        return ARROW.matcher(picture)
                .results()
                .map(arrow -> modules.get(arrow.group(1)) + " -> " + modules.get(arrow.group(2)))
                .toList();
    }

    private static Stream<String> declared(String module) {
        return DEPENDENCY
                .matcher(Page.of(ROOT.resolve(module).resolve("pom.xml")).text())
                .results()
                .map(dependency -> module + " -> " + dependency.group(1));
    }

    @Test
    void the_arrows_between_modules_are_those_of_the_poms() {
        List<String> modules = MODULE.matcher(Page.of(ROOT.resolve("pom.xml")).text())
                .results()
                .map(module -> module.group(1))
                .toList();
        assertThat(modules).hasSizeGreaterThan(5);

        assertThat(drawn())
                .containsExactlyInAnyOrderElementsOf(
                        modules.stream().flatMap(HowItWorksPageTest::declared).toList());
    }
}
