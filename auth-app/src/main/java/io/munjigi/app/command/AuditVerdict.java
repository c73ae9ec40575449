package io.munjigi.app.command;

import io.munjigi.core.model.AuditFinding;
import io.munjigi.core.usecase.audit.VerifyAuditTrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what a look at the audit trail finds: a line for each finding, then a summary. In JSON one value, at the end. */
final class AuditVerdict implements VerifyAuditTrail.Reader {

    /** More are counted, not kept: a trail of millions could be all wrong. */
    private static final int MOST_IN_JSON = 10_000;

    private static final int EVENTS_BETWEEN_DRAWINGS = 5_000;

    private final Workplace workplace;
    private final boolean draws;
    private final List<JsonObject> findings = new ArrayList<>();
    private long drawn;

    AuditVerdict(Workplace workplace, boolean terminal) {
        this.workplace = workplace;
        this.draws = terminal && !workplace.speaksJson();
    }

    @Override
    public void found(AuditFinding finding) {
        if (!workplace.speaksJson()) {
            workplace.sayRaw(inWords(finding));
        } else if (findings.size() < MOST_IN_JSON) {
            findings.add(new JsonObject()
                    .with("what", Bodies.lower(finding.what()))
                    .with("batch", finding.batch() == 0 ? null : finding.batch())
                    .with("event", finding.event() == 0 ? null : finding.event())
                    .with("event_id", finding.eventId())
                    .with("message", inWords(finding)));
        }
    }

    static String inWords(AuditFinding finding) {
        String batch = "batch " + finding.batch();
        String event = batch + ": event " + finding.event() + " (" + finding.eventId() + ")";
        return switch (finding.what()) {
            case HEAD_REMOVED -> "the record of where the chain begins and ends was removed";
            case HEAD_CHANGED -> "the record of where the chain begins and ends was changed, or an older one put back";
            case BATCH_REMOVED -> batch + " was removed";
            case BATCH_CHANGED -> batch + " was changed, or does not follow on the one before";
            case TAIL_CUT ->
                "the chain was cut: it ends before " + batch + ", and everything from event " + finding.event()
                        + " on is gone";
            case EVENT_REMOVED -> event + " was removed";
            case EVENT_CHANGED -> event + " was changed";
            case EVENT_ERASED -> event + " lost what is personal about it, though its user was not deleted";
            case EVENTS_ADDED -> finding.event() + " events were added with numbers that the chain has not given";
        };
    }

    @Override
    public void progress(long events, long of) {
        if (draws && events - drawn >= EVENTS_BETWEEN_DRAWINGS) {
            drawn = events;
            workplace.surroundings().err().print(String.format(Locale.ROOT, "\r%,d of %,d events", events, of));
            workplace.surroundings().err().flush();
        }
    }

    void conclude(VerifyAuditTrail.Report report, int anchors) {
        if (drawn > 0) {
            workplace.surroundings().err().print("\r" + " ".repeat(60) + "\r");
        }
        JsonObject verdict = new JsonObject()
                .with("batches", report.batches())
                .with("events", report.events())
                .with("unsealed", report.unsealed())
                .with("anchors", anchors)
                .with("last_batch", report.last().batch())
                .with("head", report.last().head())
                .with("finding_count", report.findings())
                .with("findings", findings.stream().map(JsonObject::members).toList());
        workplace.say(verdict, summary(report, anchors));
    }

    private static String summary(VerifyAuditTrail.Report report, int anchors) {
        String verdict = report.findings() == 0 ? "nothing was changed" : report.findings() + " findings";
        return verdict + ": looked at " + report.events() + " events in " + report.batches() + " batches, against "
                + anchors + " places from logs; " + report.unsealed()
                + " events are not sealed yet; the chain ends with"
                + " batch " + report.last().batch() + " head " + report.last().head();
    }
}
