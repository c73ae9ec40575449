package io.munjigi.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Events that were sealed together. Each batch lists its events, and is chained to the one before.
 *
 * @param number its place in the chain, 1 for the first
 * @param firstEvent the number of its first event; events are numbered from 1 without gaps
 * @param sealedAt when, in whole milliseconds
 * @param listing its events, in order of their numbers; unmodifiable
 * @param previous the head of the batch before, or {@link AuditDigest#NONE}
 * @param head authenticates all of the above
 */
public record AuditBatch(
        long number, long firstEvent, Instant sealedAt, List<Listed> listing, AuditDigest previous, AuditDigest head) {

    public AuditBatch {
        listing = List.copyOf(listing);
    }

    /** The number of its last event. */
    public long lastEvent() {
        return firstEvent + listing.size() - 1;
    }

    /**
     * An event in a batch.
     *
     * @param eventId which
     * @param digest authenticates the event and its number
     */
    public record Listed(UUID eventId, AuditDigest digest) {}
}
