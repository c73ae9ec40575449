package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page leads to a place that does not exist, or names a setting that does not. */
class PagesTest {

    private static final Path ROOT = Path.of("..");
    private static final int FEWEST_PAGES = 30;
    private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");
    private static final Pattern VARIABLE = Pattern.compile("\\bMUNJIGI_[A-Z]+(_[A-Z]+)*\\b");

    private final List<Page> pages;

    PagesTest() throws IOException {
        this.pages = Page.under(ROOT);
        assertThat(pages).hasSizeGreaterThan(FEWEST_PAGES);
    }

    @Test
    void every_link_within_the_house_leads_to_a_file_and_to_a_heading_in_it() {
        assertThat(pages.stream().flatMap(PagesTest::deadLinks)).isEmpty();
    }

    private static Stream<String> deadLinks(Page page) {
        return page.links().stream()
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .filter(link -> !isAlive(page, link))
                .map(link -> page.file() + " -> " + link);
    }

    private static boolean isAlive(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || Page.of(target).anchors().contains(parts[1]));
    }

    @Test
    void every_setting_that_is_named_exists() {
        assertThat(pages.stream().flatMap(PagesTest::unknownSettings)).isEmpty();
    }

    private static Stream<String> unknownSettings(Page page) {
        return VARIABLE.matcher(page.text())
                .results()
                .map(MatchResult::group)
                .filter(variable -> !exists(variable))
                .map(variable -> page.file() + " names " + variable);
    }

    private static boolean exists(String variable) {
        String withoutFile = variable.replaceAll(Setting.FILE_SUFFIX + "$", "");
        return variable.equals(Setting.CONFIG) || Setting.named(withoutFile).isPresent();
    }
}
