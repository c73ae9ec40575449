package io.munjigi.http;

import io.munjigi.core.model.AuthException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;

/** A failure that the HTTP side finds by itself. Without a stack trace: it is no defect. */
final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Duration SOON = Duration.ofSeconds(2);

    private final ProblemKind kind;
    private final transient List<FieldFault> faults;
    private final Duration pause;

    private ProblemException(ProblemKind kind, String detail, List<FieldFault> faults, Duration pause) {
        super(detail, null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
        this.pause = pause;
    }

    static ProblemException of(ProblemKind kind) {
        return new ProblemException(kind, kind.detail(), List.of(), SOON);
    }

    /** What the core refuses. */
    static ProblemException of(AuthException refused) {
        ProblemKind kind = ProblemKind.of(refused.error());
        return new ProblemException(kind, kind.detail(), List.of(), refused.retryAfter());
    }

    static ProblemException of(ProblemKind kind, String detail) {
        return new ProblemException(kind, detail, List.of(), SOON);
    }

    static ProblemException invalid(List<FieldFault> faults) {
        return new ProblemException(ProblemKind.INVALID_INPUT, ProblemKind.INVALID_INPUT.detail(), faults, SOON);
    }

    /** The problem that it is for a client who reads English. */
    Problem problem(String requestId) {
        return problem(requestId, Language.ENGLISH);
    }

    /** The problem that it is for the client. */
    Problem problem(String requestId, Language language) {
        List<FieldFault.Body> told =
                faults.stream().map(fault -> fault.in(language)).toList();
        return new Problem(kind, String.valueOf(getMessage()), told, requestId, pause);
    }
}
