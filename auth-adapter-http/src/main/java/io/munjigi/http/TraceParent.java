package io.munjigi.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace that a request belongs to (W3C Trace Context, 3.2): for the log, so that its lines are found from the trace and the other way. */
final class TraceParent {

    static final String HEADER = "traceparent";

    /** A later version may say more behind it. */
    private static final Pattern WELL_FORMED = Pattern.compile(
            "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.{0,400})?");

    private TraceParent() {}

    /**
     * The trace's id; null where there is none, more than one, or one that is not well formed.
     *
     * @param headers every {@code traceparent} of the request
     */
    static @Nullable String traceId(List<String> headers) {
        Matcher matcher = WELL_FORMED.matcher(headers.size() == 1 ? headers.get(0) : "");
        boolean isWellFormed = matcher.matches()
                && (matcher.group(3) == null || !matcher.group(1).equals("00"));
        return isWellFormed ? matcher.group(2) : null;
    }
}
