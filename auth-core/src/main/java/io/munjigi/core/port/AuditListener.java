package io.munjigi.core.port;

import io.munjigi.core.model.AuditEvent;

/**
 * Hears of every event of the audit trail, after it was committed and on this node only; on a thread that answers no request, one event at a
 * time, in the order in which they were told. What is thrown is logged. Who is slower than events come about for long misses some, which is
 * logged too: the trail itself has them all.
 */
@FunctionalInterface
public interface AuditListener {

    /** Nobody listens. */
    AuditListener NONE = event -> {};

    /** Hears of an event. */
    void hear(AuditEvent event);
}
