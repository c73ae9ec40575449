package io.munjigi.app.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8 that end in LF or CR LF, the last one perhaps in neither. A byte order mark before the first is passed over. What is longer
 * than {@link #LONGEST} bytes is read to its end, but not kept.
 */
final class LineReader {

    /** The longest line that is kept, in bytes. */
    static final int LONGEST = 64 * 1024;

    private static final int BUFFER = 32 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CountedInput input;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int limit;
    private long number;

    LineReader(CountedInput input) {
        this.input = input;
    }

    /**
     * One line.
     *
     * @param number counted from 1
     * @param text what it says, without its end; null if that cannot be told
     * @param fault why it cannot; empty if it can
     */
    record Line(long number, @Nullable String text, String fault) {}

    /**
     * The next line, or empty at the end.
     *
     * @throws SourceException if reading fails
     */
    Optional<Line> next() {
        line.reset();
        boolean begun = false;
        boolean ended = false;
        while (!ended && (next < limit || fill())) {
            begun = true;
            int end = endInBuffer();
            ended = end < limit;
            keep(end - next);
            next = ended ? end + 1 : end;
        }
        return begun ? Optional.of(finished()) : Optional.empty();
    }

    /** One byte more than fits shows that it does not, another may be the CR before the end. */
    private void keep(int length) {
        line.write(buffer, next, Math.min(length, LONGEST + 2 - line.size()));
    }

    private int endInBuffer() {
        int end = next;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean fill() {
        try {
            limit = input.read(buffer);
            next = 0;
            return limit > 0;
        } catch (IOException failed) {
            throw input.unreadable();
        }
    }

    private Line finished() {
        number++;
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        if (length > LONGEST) {
            return new Line(number, null, "is longer than " + LONGEST / 1024 + " KiB");
        }
        try {
            String text = decoder.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
            boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
            return new Line(number, marked ? text.substring(1) : text, "");
        } catch (CharacterCodingException notUtf8) {
            return new Line(number, null, "is not UTF-8");
        }
    }

    OptionalDouble share() {
        return input.share();
    }

    void close() {
        input.close();
    }
}
