package io.munjigi.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressBarTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private Instant now = Instant.parse("2026-11-23T09:15:00Z");
    private OptionalDouble share = OptionalDouble.empty();

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(out, terminal, () -> now, () -> share);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private String shown() {
        out.flush();
        String text = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        bytes.reset();
        return text;
    }

    @Test
    void a_terminal_sees_one_line_that_changes() {
        ProgressBar bar = bar(true);
        share = OptionalDouble.of(0.25);
        pass(Duration.ofSeconds(100));
        bar.update(1_234_567, 3);
        assertThat(shown()).isEqualTo("\r 25 %  1,234,567 accounts, 12,346 a second, 3 refused, 5:00 to go");

        share = OptionalDouble.empty();
        pass(Duration.ofMillis(200));
        bar.update(9, 0);
        assertThat(shown())
                .startsWith("\r9 accounts, 0 a second, 0 refused ")
                .hasSize(66)
                .doesNotContain("\n");
    }

    @Test
    void a_line_is_drawn_at_most_five_times_a_second() {
        ProgressBar bar = bar(true);
        int drawings = 0;
        for (int row = 0; row < 10_000; row++) {
            bar.update(row, 0);
            pass(Duration.ofMillis(1));
            drawings += shown().isEmpty() ? 0 : 1;
        }

        assertThat(drawings).isEqualTo(49);
    }

    @Test
    void elsewhere_a_line_is_written_every_ten_seconds() {
        ProgressBar bar = bar(false);
        bar.update(1, 0);
        pass(Duration.ofMillis(9_999));
        bar.update(100, 0);
        assertThat(shown()).isEmpty();

        pass(Duration.ofMillis(1));
        bar.update(20_000, 0);
        bar.update(20_001, 0);
        assertThat(shown()).isEqualTo("20,000 accounts, 2,000 a second, 0 refused\n");
    }

    @Test
    void at_the_end_there_is_one_line() {
        ProgressBar bar = bar(true);
        pass(Duration.ofSeconds(1));
        bar.update(5, 0);
        shown();
        pass(Duration.ofSeconds(3_661));
        bar.finish(7_324, 2);

        assertThat(shown()).matches("\r +\r7,324 accounts in 1:01:02, 2 a second, 2 refused\n");
    }

    @Test
    void what_was_over_at_once_is_said_in_one_line() {
        bar(false).finish(3, 0);

        assertThat(shown()).isEqualTo("3 accounts in 0:00, 3,000 a second, 0 refused\n");
    }

    @Test
    void the_other_end_of_a_descriptor_tells_a_terminal(@TempDir Path directory) throws IOException {
        Path terminal = Files.createSymbolicLink(directory.resolve("a"), Path.of("/dev/pts/7"));
        Path pipe = Files.createSymbolicLink(directory.resolve("b"), Path.of("pipe:[4711]"));

        assertThat(Terminal.isTerminal(terminal, false)).isTrue();
        assertThat(Terminal.isTerminal(pipe, true)).isFalse();
        assertThat(Terminal.isTerminal(directory.resolve("none"), true)).isTrue();
    }
}
