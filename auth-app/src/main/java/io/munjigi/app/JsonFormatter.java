package io.munjigi.app;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object (RFC 8259) on a line for each event: what {@link LineFormatter} writes, and each {@code key=value} of our own messages as a
 * member beside the whole message. Whatever could end a line or steer a terminal is escaped. Safe for use by many threads.
 *
 * <p>Of a key that comes twice the first counts, and none takes the place of {@code time}, {@code level}, {@code logger}, {@code message} or
 * {@code exception}. Libraries may put anything into their messages, which are not taken apart.
 */
final class JsonFormatter extends Formatter {

    private static final String OURS = "io.munjigi";
    private static final Pattern FIELD = Pattern.compile("(?<![^ ])([a-z_]{1,32})=([^ ]+)(?![^ ])");

    /** Numbers wherever they are; all others are text wherever they are, so that a member is never now this and now that. */
    private static final Set<String> NUMBERS = Set.of("status", "ms", "batch", "events");

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    @Override
    public String format(LogRecord event) {
        String message = formatMessage(event);
        Map<String, String> members = new LinkedHashMap<>();
        members.put("time", LineFormatter.TIME.format(event.getInstant()));
        members.put("level", event.getLevel().getName());
        members.put("logger", String.valueOf(event.getLoggerName()));
        members.put("message", message);
        if (event.getThrown() != null) {
            members.put("exception", LineFormatter.described(event.getThrown()).strip());
        }
        if (isOurs(event.getLoggerName())) {
            addFields(members, message);
        }
        return written(members) + System.lineSeparator();
    }

    private static boolean isOurs(@Nullable String logger) {
        return logger != null && (logger.equals(OURS) || logger.startsWith(OURS + "."));
    }

    private static void addFields(Map<String, String> members, String message) {
        Matcher field = FIELD.matcher(message);
        while (field.find()) {
            if (!field.group(1).equals("exception")) {
                members.putIfAbsent(field.group(1), field.group(2));
            }
        }
    }

    private static String written(Map<String, String> members) {
        StringBuilder json = new StringBuilder(256);
        members.forEach((name, value) -> {
            json.append(json.isEmpty() ? "{" : ",");
            write(json, name);
            json.append(':');
            if (NUMBERS.contains(name) && NUMBER.matcher(value).matches()) {
                json.append(value);
            } else {
                write(json, value);
            }
        });
        return json.append('}').toString();
    }

    private static void write(StringBuilder json, String text) {
        json.append('"');
        text.codePoints().forEach(codePoint -> {
            if (codePoint == '"' || codePoint == '\\') {
                json.append('\\').append((char) codePoint);
            } else if (LineFormatter.isPlain(codePoint)) {
                json.appendCodePoint(codePoint);
            } else {
                for (char unit : Character.toChars(codePoint)) {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        json.append('"');
    }
}
