package io.munjigi.core.model;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A use case's refusal. Its message is for the log and never repeats what was given; a refusal that is part of the ordinary course has no
 * stack trace, since it is not a defect and attackers should not be able to make it dear.
 */
public final class AuthException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Duration SOON = Duration.ofSeconds(2);

    private final AuthError error;
    private final transient List<Fault> faults;
    private final Duration retryAfter;

    private AuthException(AuthError error, List<Fault> faults, Duration retryAfter, @Nullable Throwable cause) {
        super(error + (faults.isEmpty() ? "" : " " + faults), cause, false, cause != null);
        this.error = error;
        this.faults = List.copyOf(faults);
        this.retryAfter = retryAfter;
    }

    /** A refusal for this reason. */
    public AuthException(AuthError error) {
        this(error, List.of(), SOON, null);
    }

    /** A refusal for a reason that lies in something else that failed. */
    public AuthException(AuthError error, Throwable cause) {
        this(error, List.of(), SOON, cause);
    }

    /** A refusal of invalid input, with all that is wrong about it. */
    public static AuthException invalid(List<Fault> faults) {
        return new AuthException(AuthError.INVALID_INPUT, faults, Duration.ZERO, null);
    }

    /**
     * A refusal of one who has tried too often.
     *
     * @param wait how long they are to wait
     */
    public static AuthException tooManyAttempts(Duration wait) {
        return new AuthException(AuthError.TOO_MANY_ATTEMPTS, List.of(), wait, null);
    }

    /** The reason. */
    public AuthError error() {
        return error;
    }

    /** What is wrong about the input; empty unless the reason is {@link AuthError#INVALID_INPUT}. */
    public List<Fault> faults() {
        return faults;
    }

    /** When to try again, where that helps: with {@code TOO_MANY_ATTEMPTS}, {@code TOO_BUSY} and {@code UNAVAILABLE}. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
