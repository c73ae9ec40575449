package io.munjigi.core.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something about the audit trail that is not as it was sealed.
 *
 * @param what what is not
 * @param batch which batch it is about, or 0
 * @param event which event by its number, or how many where it is about several; or 0
 * @param eventId which event by its id, or null
 */
public record AuditFinding(
        What what, long batch, long event, @Nullable UUID eventId) {

    /** What can be wrong. */
    public enum What {
        /** There are batches, but no head that says where they begin and end. */
        HEAD_REMOVED,
        /** The head was changed, or is an older one. */
        HEAD_CHANGED,
        /** A batch was removed. */
        BATCH_REMOVED,
        /** A batch was changed, or does not follow on the one before. */
        BATCH_CHANGED,
        /** The chain ends before this batch, which it had. */
        TAIL_CUT,
        /** An event was removed. */
        EVENT_REMOVED,
        /** An event was changed, or what is personal about it. */
        EVENT_CHANGED,
        /** What is personal about an event was erased though its user was not deleted. */
        EVENT_ERASED,
        /** There are events with numbers that the chain has not given. */
        EVENTS_ADDED
    }
}
