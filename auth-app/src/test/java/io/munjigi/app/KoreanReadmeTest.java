package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Korean README says what the English one says, as far as a program can tell: {@code ReadmeIT} runs what both tell people to run. */
class KoreanReadmeTest {

    private static final Path ROOT = Path.of("..");

    private final Page english = Page.of(ROOT.resolve("README.md"));
    private final Page korean = Page.of(ROOT.resolve("README.ko.md"));

    @Test
    void every_block_of_code_is_the_same() {
        assertThat(korean.fences()).isNotEmpty().isEqualTo(english.fences());
    }

    @Test
    void it_has_the_same_sections_and_rows() {
        assertThat(korean.levels()).isNotEmpty().isEqualTo(english.levels());
        assertThat(rows(korean)).isNotEmpty().isEqualTo(rows(english));
    }

    /** How many cells each row of a table has. */
    private static List<Integer> rows(Page page) {
        return page.text()
                .lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1).length)
                .toList();
    }

    /** In whatever order, which the grammar decides. */
    @Test
    void it_names_the_same_settings_and_commands_and_leads_to_the_same_places() {
        assertThat(korean.spans()).isNotEmpty().containsExactlyInAnyOrderElementsOf(english.spans());
        assertThat(pagesBehind(korean)).containsExactlyInAnyOrderElementsOf(pagesBehind(english));
    }

    private static List<String> pagesBehind(Page readme) {
        return readme.links().stream()
                .filter(link -> !link.startsWith("README"))
                .toList();
    }

    @Test
    void each_leads_to_the_other() {
        assertThat(english.links()).contains("README.ko.md");
        assertThat(korean.links()).contains("README.md");
    }
}
