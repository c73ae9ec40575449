package io.munjigi.http;

import java.io.Serial;
import java.util.List;

/** A failure that the HTTP side finds by itself. Without a stack trace: it is no defect. */
final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final ProblemKind kind;
    private final transient List<FieldFault> faults;

    private ProblemException(ProblemKind kind, String detail, List<FieldFault> faults) {
        super(detail, null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    static ProblemException of(ProblemKind kind) {
        return new ProblemException(kind, kind.detail(), List.of());
    }

    static ProblemException of(ProblemKind kind, String detail) {
        return new ProblemException(kind, detail, List.of());
    }

    static ProblemException invalid(List<FieldFault> faults) {
        return new ProblemException(ProblemKind.INVALID_INPUT, ProblemKind.INVALID_INPUT.detail(), faults);
    }

    /** The problem that it is for the client. */
    Problem problem(String requestId) {
        return new Problem(kind, String.valueOf(getMessage()), faults, requestId);
    }
}
