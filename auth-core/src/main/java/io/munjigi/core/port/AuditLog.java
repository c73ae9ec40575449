package io.munjigi.core.port;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail: what was done and what was refused. The other stores write an act's entry in the same step as the act; what changes
 * nothing is recorded here.
 *
 * <p>Safe for use by many threads and many nodes. Every method throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached. What a method has acknowledged survives the process.
 */
public interface AuditLog {

    /** Records an event by itself. */
    void record(AuditEntry entry);

    /**
     * Events that were recorded, the newest first, in order of their ids.
     *
     * @param before the last one of the page before, or null to begin with the newest
     * @param most how many at most
     */
    List<AuditEvent> page(AuditFilter filter, @Nullable UUID before, int most);
}
