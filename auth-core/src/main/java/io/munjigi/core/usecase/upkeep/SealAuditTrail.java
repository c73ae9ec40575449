package io.munjigi.core.usecase.upkeep;

import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditChain.Sealed;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chains what is new in the audit trail: in batches, by one node at a time. Each batch's number and head stand in the log too, which whoever
 * writes in the database cannot change.
 *
 * <p>Safe for use by many threads; for being called once a second or so.
 */
public final class SealAuditTrail {

    private static final System.Logger LOG = System.getLogger(SealAuditTrail.class.getName());

    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 20;

    private final AuditChain chain;
    private final AuditSeals seals;
    private final InstantSource clock;
    private Mark lastSealed = Mark.BEGINNING;

    /** Wired by {@code AuthBuilder}. */
    public SealAuditTrail(AuditChain chain, AuditSeals seals, InstantSource clock) {
        this.chain = chain;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Seals what there is, or nothing if another node is at it; what is too much for one call goes on with the next.
     *
     * @return how many events were sealed
     * @throws IllegalStateException if the head of the chain was changed by somebody else: nothing is chained to it
     * @throws AuthException with {@code UNAVAILABLE}; also if the chain is shorter than this node has sealed it
     */
    public synchronized int handle() {
        int sealed = 0;
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            Optional<Sealed> next = chain.seal(BATCH, this::seal);
            if (next.isEmpty()) {
                break;
            }
            lastSealed = next.get().head().last();
            sealed += next.get().batch().listing().size();
            LOG.log(
                    System.Logger.Level.INFO,
                    "audit sealed batch=" + lastSealed.batch() + " events=" + lastSealed.event() + " head="
                            + lastSealed.head());
        }
        return sealed;
    }

    private Sealed seal(@Nullable AuditHead head, List<AuditEntry> entries) {
        if ((head == null ? 0 : head.last().batch()) < lastSealed.batch()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the audit chain was cut: it does not reach batch=" + lastSealed.batch() + " head="
                            + lastSealed.head());
            throw new AuthException(AuthError.UNAVAILABLE);
        }
        return seals.seal(head, entries, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
