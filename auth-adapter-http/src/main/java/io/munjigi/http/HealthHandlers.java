package io.munjigi.http;

import java.util.List;
import java.util.Map;

/** Whether the process serves, and whether it can. */
final class HealthHandlers {

    private static final Map<String, String> UP = Map.of("status", "up");

    private final List<ReadinessCheck> checks;
    private volatile boolean stopping;

    HealthHandlers(List<ReadinessCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    void live(Exchange exchange) {
        exchange.answerJson(200, UP);
    }

    /** From now on it is not ready, however well all parts are. */
    void announceStop() {
        stopping = true;
    }

    void ready(Exchange exchange) {
        if (stopping) {
            throw ProblemException.of(ProblemKind.NOT_READY, "Not ready: stopping");
        }
        List<String> unwell = checks.stream()
                .filter(check -> !check.isWell().getAsBoolean())
                .map(ReadinessCheck::part)
                .toList();
        if (!unwell.isEmpty()) {
            throw ProblemException.of(ProblemKind.NOT_READY, "Not ready: " + String.join(", ", unwell));
        }
        exchange.answerJson(200, UP);
    }
}
