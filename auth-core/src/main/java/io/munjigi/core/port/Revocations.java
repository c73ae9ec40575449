package io.munjigi.core.port;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.Revocation;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The record of every revocation whose access tokens could still be good. What ends sessions and changes users or keys writes it in the same
 * step.
 *
 * <p>Safe for use by many threads and many nodes. Throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} where the store cannot be reached.
 */
public interface Revocations {

    /**
     * Reads what was recorded after an earlier reading began, in no order. Nothing that was acknowledged before this call is missing,
     * though rows become visible later than they were recorded: so some of what was read before is read again.
     *
     * @param since what an earlier reading returned, or null for everything
     * @param reader is given each; what it has been given before an exception is true as well
     * @return the store's time when this reading began
     */
    Instant read(@Nullable Instant since, Consumer<Revocation> reader);

    /**
     * Records a revocation by itself: of a session that the store no longer has.
     *
     * @param entry is recorded with it
     */
    void record(Revocation revocation, AuditEntry entry);
}
