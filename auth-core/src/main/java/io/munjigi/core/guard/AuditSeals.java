package io.munjigi.core.guard;

import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.AuditChain.Sealed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the audit trail: each entry with its number, each batch with what it lists and the batch before, and the head with where the
 * chain begins and ends. All by HMAC-SHA-256 under a key that is in no database unsealed, so that whoever writes there can forge none of it.
 * What is authenticated is spelt out without ambiguity: every part is preceded by its length.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class AuditSeals {

    private static final String ENTRY = "munjigi audit entry 1";
    private static final String BATCH = "munjigi audit batch 1";
    private static final String HEAD = "munjigi audit head 1";

    private final Secret key;

    /**
     * @param key for this purpose alone, the same on every node
     */
    public AuditSeals(Secret key) {
        this.key = key;
    }

    /** Stands for what is personal about an event, and tells nobody what that is. */
    static AuditDigest personalDigest(Secret salt, Origin origin) {
        Spelling spelling = new Spelling().text(origin.address()).text(origin.userAgent());
        return AuditDigest.of(HmacSha256.of(salt, spelling.bytes()));
    }

    /** Stands for an entry at its place. */
    public AuditDigest digest(long number, AuditEntry entry) {
        AuditEvent event = entry.event();
        return authenticate(new Spelling()
                .text(ENTRY)
                .number(number)
                .text(event.id().toString())
                .time(event.at())
                .text(event.kind().name())
                .text(event.outcome().name())
                .text(event.actor())
                .text(event.subject())
                .text(event.detail())
                .text(event.origin().requestId())
                .digest(entry.personalDigest()));
    }

    /** Whether what is personal about an entry is what it was, or was erased whole. */
    public boolean isPersonalPartTrue(AuditEntry entry) {
        Origin origin = entry.event().origin();
        Secret salt = entry.salt();
        return salt == null
                ? origin.address() == null && origin.userAgent() == null
                : salt.length() > 0 && personalDigest(salt, origin).equals(entry.personalDigest());
    }

    /**
     * The next batch.
     *
     * @param head where the chain ends, or null if there is none yet
     * @throws IllegalStateException if the head is none that was sealed: nothing is to be chained to it before somebody has looked
     */
    public Sealed seal(@Nullable AuditHead head, List<AuditEntry> entries, Instant now) {
        if (head != null && !isTrue(head)) {
            throw new IllegalStateException("the head of the audit chain was changed; see what audit verify says");
        }
        Mark last = head == null ? Mark.BEGINNING : head.last();
        List<AuditBatch.Listed> listing = new ArrayList<>(entries.size());
        long number = last.event();
        for (AuditEntry entry : entries) {
            number++;
            listing.add(new AuditBatch.Listed(entry.event().id(), digest(number, entry)));
        }
        AuditBatch open =
                new AuditBatch(last.batch() + 1, last.event() + 1, now, listing, last.head(), AuditDigest.NONE);
        AuditBatch batch =
                new AuditBatch(open.number(), open.firstEvent(), now, listing, open.previous(), authentication(open));
        return new Sealed(batch, head(Mark.after(batch), head == null ? Mark.BEGINNING : head.trimmed()));
    }

    /**
     * The head of a chain of which the beginning was removed.
     *
     * @param lastRemoved the last batch that goes
     * @throws IllegalStateException if the head or the batch is none that was sealed: nothing is to be removed before somebody has looked
     */
    public AuditHead trim(AuditHead head, AuditBatch lastRemoved) {
        if (!isTrue(head) || !isTrue(lastRemoved)) {
            throw new IllegalStateException("the audit chain was changed; see what audit verify says");
        }
        return head(head.last(), Mark.after(lastRemoved));
    }

    private AuditHead head(Mark last, Mark trimmed) {
        return new AuditHead(last, trimmed, authentication(last, trimmed));
    }

    /** Whether a batch says what it said when it was sealed. */
    public boolean isTrue(AuditBatch batch) {
        return authentication(batch).equals(batch.head());
    }

    /** Whether a head is one that was sealed. */
    public boolean isTrue(AuditHead head) {
        return authentication(head.last(), head.trimmed()).equals(head.seal());
    }

    private AuditDigest authentication(AuditBatch batch) {
        Spelling spelling = new Spelling()
                .text(BATCH)
                .number(batch.number())
                .number(batch.firstEvent())
                .time(batch.sealedAt())
                .digest(batch.previous())
                .number(batch.listing().size());
        for (AuditBatch.Listed listed : batch.listing()) {
            spelling.text(listed.eventId().toString()).digest(listed.digest());
        }
        return authenticate(spelling);
    }

    private AuditDigest authentication(Mark last, Mark trimmed) {
        Spelling spelling = new Spelling().text(HEAD);
        for (Mark mark : List.of(last, trimmed)) {
            spelling.number(mark.batch()).number(mark.event()).digest(mark.head());
        }
        return authenticate(spelling);
    }

    private AuditDigest authenticate(Spelling spelling) {
        return AuditDigest.of(HmacSha256.of(key, spelling.bytes()));
    }
}
