package io.munjigi.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a client sees it: problem details (RFC 9457).
 *
 * @param kind what kind of failure it is
 * @param detail what is to be said about it; never repeats what was sent
 * @param faults all that is wrong with the input, where that is the failure; of all this they alone are in the client's language
 * @param requestId joins it to the log
 * @param pause how long to wait before trying again, where that helps
 */
record Problem(
        @JsonIgnore ProblemKind kind,
        String detail,

        @JsonProperty("errors") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<FieldFault.Body> faults,

        String requestId,
        @JsonIgnore Duration pause) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:munjigi:problem:";

    @JsonProperty
    String type() {
        return TYPE_PREFIX + kind.code();
    }

    @JsonProperty
    String title() {
        return kind.title();
    }

    @JsonProperty
    int status() {
        return kind.status();
    }

    @JsonProperty
    String code() {
        return kind.code();
    }

    /**
     * The challenge that goes with a 401 (RFC 6750, section 3), otherwise null.
     *
     * @param ofBearer whether the token that the problem may be about is a bearer token, and not one in the body
     */
    @Nullable
    String challenge(boolean ofBearer) {
        if (kind.status() != 401) {
            return null;
        }
        return ofBearer && kind == ProblemKind.INVALID_TOKEN ? "Bearer error=\"invalid_token\"" : "Bearer";
    }

    /** When to try again, in seconds, otherwise null. */
    @Nullable
    String retryAfter() {
        boolean helps = kind.status() == 503 || kind.status() == 429;
        // Rounded up, or a client would come too early.
        return helps ? String.valueOf(Math.max(1, pause.plusNanos(999_999_999).toSeconds())) : null;
    }
}
