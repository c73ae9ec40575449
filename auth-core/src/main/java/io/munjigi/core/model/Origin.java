package io.munjigi.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a call came from, as far as whoever received it knows. Kept with sessions and named in the log.
 *
 * <p>Each is cut to a length, and what could not be stored or printed on one line is replaced.
 *
 * @param address the client's network address, at most {@value #LONGEST_ADDRESS} characters; or null
 * @param userAgent what the client calls itself, at most {@value #LONGEST_USER_AGENT} characters; or null
 * @param requestId joins what is logged for one request, at most {@value #LONGEST_REQUEST_ID} characters; or null
 */
public record Origin(
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String requestId) {

    /** A call of which nothing is known: from within the application. */
    public static final Origin UNKNOWN = new Origin(null, null, null);

    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_USER_AGENT = 256;
    private static final int LONGEST_REQUEST_ID = 64;

    public Origin {
        address = printable(address, LONGEST_ADDRESS);
        userAgent = printable(userAgent, LONGEST_USER_AGENT);
        requestId = printable(requestId, LONGEST_REQUEST_ID);
    }

    private static @Nullable String printable(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .limit(longest)
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
