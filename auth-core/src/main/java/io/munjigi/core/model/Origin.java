package io.munjigi.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a call came from, as far as whoever received it knows. Kept with sessions and named in the log.
 *
 * @param address the client's network address, or null
 * @param userAgent what the client calls itself, cut to {@value #LONGEST_USER_AGENT} characters, with everything that could not be
 *     stored or printed on one line replaced; or null
 * @param requestId joins what is logged for one request, or null
 */
public record Origin(
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String requestId) {

    /** A call of which nothing is known: from within the application. */
    public static final Origin UNKNOWN = new Origin(null, null, null);

    private static final int LONGEST_USER_AGENT = 256;

    public Origin {
        userAgent = userAgent == null ? null : printable(userAgent);
    }

    private static String printable(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_USER_AGENT)
                .map(codePoint -> isPrintable(codePoint) ? codePoint : '\uFFFD')
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return !Character.isISOControl(codePoint)
                && switch (Character.getType(codePoint)) {
                    case Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.FORMAT -> false;
                    default -> true;
                };
    }
}
