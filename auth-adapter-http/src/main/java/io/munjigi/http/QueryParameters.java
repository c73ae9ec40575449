package io.munjigi.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query. Every one that is asked for and found malformed is noted, so that all faults can be told at once. What
 * nobody asks for is ignored. For use by one thread.
 */
final class QueryParameters {

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final int USUAL_LIMIT = 50;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final int LONGEST_NUMBER = 9;

    private final Exchange exchange;
    private final List<FieldFault> faults = new ArrayList<>();

    QueryParameters(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A parameter's text, or null where it is not given. */
    @Nullable
    String text(String name) {
        return exchange.queryParameter(name);
    }

    /** What a parameter spells; null where it is not given, or is malformed, which is noted. */
    <T> @Nullable T value(String name, Reason.Form expected, Function<String, Optional<T>> parse) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            faults.add(FieldFault.malformed(name, expected));
        }
        return value.orElse(null);
    }

    /** Where the page before ended, or null for the first page. */
    @Nullable
    UUID cursor() {
        return value(CURSOR, Reason.Form.CURSOR, Cursor::read);
    }

    /** How many are asked for; whether that is too many is for others to say. */
    int limit() {
        Integer limit = value(LIMIT, Reason.Form.WHOLE_NUMBER, QueryParameters::number);
        return limit == null ? USUAL_LIMIT : limit;
    }

    /** Every number that is too long to be read is too great, too. */
    private static Optional<Integer> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(text.length() > LONGEST_NUMBER ? Integer.MAX_VALUE : Integer.parseInt(text));
    }

    /** Calls a use case that finds faults of its own, and tells its faults and those noted here together. */
    <T> T validating(Supplier<T> useCase) {
        return FieldFault.gathering(faults, useCase);
    }
}
