package io.munjigi.core.usecase.upkeep;

import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthPolicy.AuditRules;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.port.AuditChain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Removes what is older in the audit trail than it is kept, in whole batches; the chain then begins with the head of the last one that was
 * removed. About once a day there is something to do.
 *
 * <p>Safe for use by many threads and many nodes; for being called once a minute or so.
 */
public final class TrimAuditTrail {

    private static final Duration AT_A_TIME = Duration.ofDays(1);
    private static final int BATCHES = 20;
    private static final int MOST_STEPS = 500;

    private final AuditChain chain;
    private final AuditSeals seals;
    private final AuditTrail audit;
    private final Duration retention;
    private final InstantSource clock;

    /** Wired by {@code AuthBuilder}. */
    public TrimAuditTrail(AuditChain chain, AuditSeals seals, AuditTrail audit, AuditRules rules, InstantSource clock) {
        this.chain = chain;
        this.seals = seals;
        this.audit = audit;
        this.retention = rules.retention();
        this.clock = clock;
    }

    /**
     * Removes some, which the trail says of itself.
     *
     * @return how many batches were removed
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}
     * @throws IllegalStateException if the head of the chain was changed by somebody else: nothing is removed
     */
    public int handle() {
        Instant cutOff = clock.instant().minus(retention);
        if (!isWorthIt(cutOff.minus(AT_A_TIME))) {
            return 0;
        }
        int removed = 0;
        int step;
        int steps = 0;
        do {
            step = chain.trim(cutOff, BATCHES, seals::trim);
            removed += step;
            steps++;
        } while (step == BATCHES && steps < MOST_STEPS);
        if (removed > 0) {
            audit.of(Kind.AUDIT_TRIMMING, Origin.UNKNOWN)
                    .by(Insider.SYSTEM)
                    .saying(removed + " batches")
                    .recordDone();
        }
        return removed;
    }

    private boolean isWorthIt(Instant olderThan) {
        return chain.head().stream()
                .flatMap(head -> chain.batches(head.trimmed().batch(), 1).stream())
                .anyMatch(oldest -> oldest.sealedAt().isBefore(olderThan));
    }
}
