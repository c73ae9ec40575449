package io.munjigi.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, as Markdown. */
record Page(Path file, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern SPAN = Pattern.compile("`[^`]+`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#+) (.+)$");
    private static final Pattern OUTSIDE = Pattern.compile("\\.git|target|node_modules|data");

    static Page of(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All there are, but for what was built or brought. */
    static List<Page> under(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> names(root.relativize(file))
                            .noneMatch(name -> OUTSIDE.matcher(name).matches()))
                    .map(Page::of)
                    .toList();
        }
    }

    private static Stream<String> names(Path path) {
        return Stream.iterate(0, number -> number < path.getNameCount(), number -> number + 1)
                .map(number -> path.getName(number).toString());
    }

    /** The blocks of code, fences and all. */
    List<String> fences() {
        return FENCE.matcher(text).results().map(MatchResult::group).toList();
    }

    /** What stands in the blocks of one language. */
    List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** What is read: without blocks of code and comments. */
    private String prose() {
        return COMMENT.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
    }

    /** Code within the text. */
    List<String> spans() {
        return SPAN.matcher(prose()).results().map(MatchResult::group).toList();
    }

    /** Where it leads. */
    List<String> links() {
        return LINK.matcher(SPAN.matcher(prose()).replaceAll("code"))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** How deep each of its headings is. */
    List<Integer> levels() {
        return HEADING.matcher(prose())
                .results()
                .map(heading -> heading.group(1).length())
                .toList();
    }

    /** What can stand behind a {@code #} to lead to one of its headings. */
    List<String> anchors() {
        return HEADING.matcher(prose())
                .results()
                .map(heading -> heading.group(2).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }
}
