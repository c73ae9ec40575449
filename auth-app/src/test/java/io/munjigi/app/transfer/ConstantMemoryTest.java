package io.munjigi.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.PasswordHash;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Sources of any size are read with the same memory: none reads further ahead than a few buffers, and none keeps what it gave. */
class ConstantMemoryTest {

    /** Some 200 MB of JSON lines. */
    private static final long MANY = 2_000_000;

    private static final long SOME = 500_000;
    private static final long FARTHEST_AHEAD = 256 * 1024;

    /** Bytes that are made when they are asked for: a start, then text for each number. */
    private static final class Generated extends InputStream {

        private final LongFunction<String> text;
        private final long last;
        private byte[] bytes;
        private int next;
        private long number;
        private long given;

        Generated(String start, LongFunction<String> text, long last) {
            bytes = start.getBytes(StandardCharsets.UTF_8);
            this.text = text;
            this.last = last;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            while (next == bytes.length) {
                if (number == last) {
                    return -1;
                }
                bytes = text.apply(++number).getBytes(StandardCharsets.UTF_8);
                next = 0;
            }
            int count = Math.min(length, bytes.length - next);
            System.arraycopy(bytes, next, target, offset, count);
            next += count;
            given += count;
            return count;
        }
    }

    private static void readsWithoutRunningAhead(
            Generated input, Function<CountedInput, AccountSource> opening, long bytesOfOne) {
        long rows = 0;
        try (AccountSource source = opening.apply(new CountedInput("generated", input, 0))) {
            while (source.next().isPresent()) {
                rows++;
                assertAhead(input.given - rows * bytesOfOne);
            }
        }
        assertThat(rows).isEqualTo(input.last);
    }

    /** An assertion of the library for each row would take longer than reading it. */
    private static void assertAhead(long ahead) {
        if (ahead > FARTHEST_AHEAD) {
            throw new AssertionError(ahead + " bytes ahead");
        }
    }

    private static String user(long number) {
        return "{\"email\":\"user%08d@example.com\",\"password_hash\":\"%s\"}"
                .replace("%08d", Long.toString(100_000_000 + number))
                .replace("%s", "x".repeat(60));
    }

    @Test
    void json_lines() {
        readsWithoutRunningAhead(
                new Generated("", number -> user(number) + "\n", MANY), JsonLinesSource::new, user(1).length() + 1);
    }

    @Test
    void csv() {
        String line = ",x@example.com,\"two\nlines\"\n";
        readsWithoutRunningAhead(
                new Generated("id,email,note\n", number -> (100_000_000 + number) + line, SOME),
                CsvSource::new,
                9 + line.length());
    }

    @Test
    void an_export() {
        readsWithoutRunningAhead(
                new Generated("{\"users\":[", number -> user(number) + (number == SOME ? "]}" : ","), SOME),
                input -> new ExportSource(input, KeycloakUser::new),
                user(1).length() + 1);
    }

    @Test
    void a_line_without_an_end_is_not_kept() {
        String piece = "x".repeat(1024 * 1024);
        // More than an array can hold.
        long pieces = 2_100;
        Generated endless = new Generated("", number -> number == pieces ? "\n" + user(1) : piece, pieces);
        JsonLinesSource source = new JsonLinesSource(new CountedInput("generated", endless, 0));

        assertThat(Rows.of(source))
                .containsExactly(
                        new UnreadableRow(1, "is longer than 64 KiB"),
                        new AccountRow(
                                2,
                                "user100000001@example.com",
                                PasswordHash.of("x".repeat(60)),
                                null,
                                List.of(),
                                false,
                                false,
                                null));
    }

    @Test
    void rows_that_were_given_are_let_go() {
        Generated input = new Generated("", number -> user(number) + "\n", 10_000);
        List<WeakReference<SourceRow>> rows = new ArrayList<>();
        try (AccountSource source = new JsonLinesSource(new CountedInput("generated", input, 0))) {
            for (int row = 0; row < 5_000; row++) {
                rows.add(new WeakReference<>(source.next().orElseThrow()));
            }
            System.gc();
            assertThat(rows).filteredOn(row -> row.get() != null).hasSizeLessThan(10);
            assertThat(source.next()).isPresent();
        }
    }

    @Test
    void writing_keeps_a_buffer_alone() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AccountWriter writer = new AccountWriter(bytes)) {
            long written = 0;
            for (int row = 1; row <= 10_000; row++) {
                writer.write(Rows.account(row, "a@b.example"));
                written += 75;
                assertAhead(Math.abs(written - bytes.size()));
            }
        }
        assertThat(bytes.size()).isEqualTo(10_000 * 75);
    }
}
