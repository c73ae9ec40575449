package io.munjigi.core.model;

/**
 * How far the chain of the audit trail reaches. There is one.
 *
 * @param last where it ends
 * @param trimmed where it begins: the end of what retention has removed
 * @param seal authenticates both
 */
public record AuditHead(Mark last, Mark trimmed, AuditDigest seal) {

    /**
     * A place between two batches.
     *
     * @param batch the number of the batch before it, 0 for the beginning
     * @param event the number of the last event before it, 0 for the beginning
     * @param head the head of the batch before it, or {@link AuditDigest#NONE}
     */
    public record Mark(long batch, long event, AuditDigest head) {

        /** Before everything. */
        public static final Mark BEGINNING = new Mark(0, 0, AuditDigest.NONE);

        /** The place behind a batch. */
        public static Mark after(AuditBatch batch) {
            return new Mark(batch.number(), batch.lastEvent(), batch.head());
        }
    }
}
