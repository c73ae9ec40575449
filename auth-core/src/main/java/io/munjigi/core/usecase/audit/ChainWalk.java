package io.munjigi.core.usecase.audit;

import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditFinding;
import io.munjigi.core.model.AuditFinding.What;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditChain.Strays;
import io.munjigi.core.port.AuditLog;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look at the whole chain, from its beginning to its end, while others go on sealing and trimming. For use by one thread, once. */
final class ChainWalk {

    private static final int BATCHES_AT_A_TIME = 20;

    private final AuditChain chain;
    private final AuditSeals seals;
    private final Map<Long, List<Mark>> anchors;
    private final VerifyAuditTrail.Reader reader;
    private final Erasures erasures;
    private Mark place = Mark.BEGINNING;
    private long batches;
    private long events;
    private long findings;

    ChainWalk(AuditChain chain, AuditLog log, AuditSeals seals, List<Mark> anchors, VerifyAuditTrail.Reader reader) {
        this.chain = chain;
        this.seals = seals;
        this.anchors = anchors.stream().collect(Collectors.groupingBy(Mark::batch));
        this.reader = reader;
        this.erasures = new Erasures(log);
    }

    VerifyAuditTrail.Report walk() {
        Strays strays = chain.strays();
        AuditHead head = sealedHead(strays.isHeadless());
        if (head != null) {
            place = head.trimmed();
        }
        walkTo(head);
        checkEnd(head);
        if (strays.beyond() > 0) {
            find(What.EVENTS_ADDED, 0, strays.beyond(), null);
        }
        return new VerifyAuditTrail.Report(batches, events, findings, strays.unsealed(), place);
    }

    /** The head, if it can be relied on; otherwise the look begins and ends with the batches that there are. */
    private @Nullable AuditHead sealedHead(boolean isHeadless) {
        AuditHead head = chain.head().orElse(null);
        if (head != null && !seals.isTrue(head)) {
            find(What.HEAD_CHANGED, head.last().batch(), 0, null);
            return null;
        }
        if (isHeadless || (head == null && !chain.batches(0, 1).isEmpty())) {
            find(What.HEAD_REMOVED, 0, 0, null);
        }
        return head;
    }

    private void walkTo(@Nullable AuditHead head) {
        boolean isFirst = head == null;
        List<AuditBatch> page;
        do {
            page = chain.batches(place.batch(), BATCHES_AT_A_TIME);
            for (AuditBatch batch : page) {
                if (head != null && batch.number() > head.last().batch()) {
                    return; // sealed since
                }
                if (isFirst) {
                    place = new Mark(batch.number() - 1, batch.firstEvent() - 1, batch.previous());
                    isFirst = false;
                }
                look(batch);
                place = Mark.after(batch);
                reader.progress(
                        place.event(),
                        head == null ? place.event() : head.last().event());
            }
        } while (page.size() == BATCHES_AT_A_TIME);
    }

    private void look(AuditBatch batch) {
        findMissingBefore(batch);
        boolean follows = batch.number() > place.batch() + 1
                || (batch.previous().equals(place.head()) && batch.firstEvent() == place.event() + 1);
        boolean isAnchored =
                anchors.getOrDefault(batch.number(), List.of()).stream().allMatch(Mark.after(batch)::equals);
        batches++;
        if (!seals.isTrue(batch)) {
            find(What.BATCH_CHANGED, batch.number(), 0, null);
            return;
        }
        if (!follows || !isAnchored) {
            find(What.BATCH_CHANGED, batch.number(), 0, null);
        }
        lookAtEvents(batch);
    }

    private void findMissingBefore(AuditBatch batch) {
        for (long number = place.batch() + 1; number < batch.number(); number++) {
            if (!isTrimmed(number)) {
                find(What.BATCH_REMOVED, number, 0, null);
            }
        }
    }

    private void lookAtEvents(AuditBatch batch) {
        SortedMap<Long, AuditEntry> entries = chain.entries(batch.firstEvent(), batch.lastEvent());
        if (entries.size() < batch.listing().size() && isTrimmed(batch.number())) {
            return;
        }
        long number = batch.firstEvent();
        for (AuditBatch.Listed listed : batch.listing()) {
            lookAt(batch, number, listed, entries.get(number));
            number++;
        }
        events += batch.listing().size();
    }

    private void lookAt(AuditBatch batch, long number, AuditBatch.Listed listed, @Nullable AuditEntry entry) {
        if (entry == null) {
            find(What.EVENT_REMOVED, batch.number(), number, listed.eventId());
        } else if (!seals.digest(number, entry).equals(listed.digest()) || !seals.isPersonalPartTrue(entry)) {
            find(What.EVENT_CHANGED, batch.number(), number, listed.eventId());
        } else if (entry.salt() == null && !erasures.isRightful(entry.event())) {
            find(What.EVENT_ERASED, batch.number(), number, listed.eventId());
        }
    }

    private boolean isTrimmed(long batch) {
        return chain.head()
                .filter(seals::isTrue)
                .filter(head -> head.trimmed().batch() >= batch)
                .isPresent();
    }

    private void checkEnd(@Nullable AuditHead head) {
        if (head != null && place.batch() < head.last().batch()) {
            find(What.TAIL_CUT, place.batch() + 1, place.event() + 1, null);
        } else if (anchors.keySet().stream().anyMatch(batch -> batch > place.batch())) {
            find(What.TAIL_CUT, place.batch() + 1, place.event() + 1, null);
        } else if ((head != null && !place.equals(head.last())) || isBehindItsBatches()) {
            find(What.HEAD_CHANGED, place.batch(), 0, null);
        }
    }

    /** A batch and its head are written as one: one without the other was not written by us. */
    private boolean isBehindItsBatches() {
        AuditHead head = chain.head().orElse(null);
        return head != null
                && !chain.batches(head.last().batch(), 1).isEmpty()
                && chain.head().filter(head::equals).isPresent();
    }

    private void find(What what, long batch, long event, @Nullable UUID eventId) {
        findings++;
        reader.found(new AuditFinding(what, batch, event, eventId));
    }
}
