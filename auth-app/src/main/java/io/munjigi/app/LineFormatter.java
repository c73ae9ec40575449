package io.munjigi.app;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * One line for each event: time in UTC, level, logger, message, and an exception with the frames that tell most. Whatever could end a line or
 * steer a terminal is escaped. Safe for use by many threads.
 */
public final class LineFormatter extends Formatter {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int MOST_FRAMES = 8;
    private static final int MOST_CAUSES = 4;

    @Override
    public String format(LogRecord event) {
        String line = TIME.format(event.getInstant()) + " " + event.getLevel().getName() + " " + event.getLoggerName()
                + " " + formatMessage(event)
                + (event.getThrown() == null ? "" : " exception: " + described(event.getThrown()));
        return escaped(line) + System.lineSeparator();
    }

    /** An exception with its causes; nothing for none. */
    static String described(@Nullable Throwable thrown) {
        StringBuilder described = new StringBuilder();
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            described.append(depth == 0 ? "" : " caused by: ").append(cause);
            StackTraceElement[] frames = cause.getStackTrace();
            for (int frame = 0; frame < Math.min(MOST_FRAMES, frames.length); frame++) {
                described.append(" at ").append(frames[frame]);
            }
            cause = cause.getCause();
        }
        return described.toString();
    }

    public static String escaped(String line) {
        StringBuilder escaped = new StringBuilder(line.length());
        line.codePoints().forEach(codePoint -> {
            if (isPlain(codePoint)) {
                escaped.appendCodePoint(codePoint);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
            }
        });
        return escaped.toString();
    }

    /** Whether it neither ends a line nor steers a terminal. */
    static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
