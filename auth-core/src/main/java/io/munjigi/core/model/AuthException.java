package io.munjigi.core.model;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A use case's refusal. Its message is for the log and never repeats what was given; a refusal that is part of the ordinary course has no
 * stack trace, since it is not a defect and attackers should not be able to make it dear.
 */
public final class AuthException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final AuthError error;
    private final transient List<Fault> faults;

    private AuthException(AuthError error, List<Fault> faults, @Nullable Throwable cause) {
        super(error + (faults.isEmpty() ? "" : " " + faults), cause, false, cause != null);
        this.error = error;
        this.faults = List.copyOf(faults);
    }

    /** A refusal for this reason. */
    public AuthException(AuthError error) {
        this(error, List.of(), null);
    }

    /** A refusal for a reason that lies in something else that failed. */
    public AuthException(AuthError error, Throwable cause) {
        this(error, List.of(), cause);
    }

    /** A refusal of invalid input, with all that is wrong about it. */
    public static AuthException invalid(List<Fault> faults) {
        return new AuthException(AuthError.INVALID_INPUT, faults, null);
    }

    /** The reason. */
    public AuthError error() {
        return error;
    }

    /** What is wrong about the input; empty unless the reason is {@link AuthError#INVALID_INPUT}. */
    public List<Fault> faults() {
        return faults;
    }
}
