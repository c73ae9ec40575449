package io.munjigi.app.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;

/** Points in time as sources write them. What cannot be read, or is not in a year from 1 to 9999, is malformed. */
final class Moments {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** As databases print it: a space for the {@code T}, hours alone for an offset, and UTC where there is none. */
    private static final DateTimeFormatter PRINTED = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ]")
            .parseLenient()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /** Seconds of the epoch do not come as far as this before the year 5138; milliseconds did in 1973. */
    private static final long FEWEST_MILLISECONDS = 100_000_000_000L;

    private Moments() {}

    /** A time as RFC 3339 writes it. */
    static Instant rfc3339(String text) throws MalformedRowException {
        return parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** A time as databases print it: RFC 3339 or nearly so, or seconds or milliseconds of the Unix epoch. */
    static Instant printed(String text) throws MalformedRowException {
        if (!NUMBER.matcher(text).matches()) {
            return parse(text, PRINTED);
        }
        long number = Long.parseLong(text);
        return Math.abs(number) < FEWEST_MILLISECONDS
                ? ofMilliseconds(Math.multiplyExact(number, 1000L))
                : ofMilliseconds(number);
    }

    /** Milliseconds of the Unix epoch. */
    static Instant ofMilliseconds(long milliseconds) throws MalformedRowException {
        return inRange(Instant.ofEpochMilli(milliseconds));
    }

    private static Instant parse(String text, DateTimeFormatter format) throws MalformedRowException {
        try {
            return inRange(OffsetDateTime.parse(text, format)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException malformed) {
            throw malformed();
        }
    }

    private static Instant inRange(Instant moment) throws MalformedRowException {
        if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
            throw malformed();
        }
        return moment;
    }

    private static MalformedRowException malformed() {
        return new MalformedRowException("created_at is not a time");
    }
}
