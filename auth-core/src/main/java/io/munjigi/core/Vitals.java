package io.munjigi.core;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.HashingThreads;
import io.munjigi.core.guard.RateLimits;
import io.munjigi.core.guard.RevocationMirror;
import io.munjigi.core.guard.Tally;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.LimitKind;
import io.munjigi.core.model.RefreshOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * How a house does, in figures that name nobody: for whoever watches it from outside, by whatever means. Counts are of this node and since it
 * was built; all else is as it is at the moment of asking. To ask costs next to nothing, and no query.
 *
 * <p>Safe for use by many threads.
 */
public final class Vitals {

    private final HashingThreads hashing;
    private final RateLimits limits;
    private final Tally<RefreshOutcome> refreshes;
    private final AuditTrail audit;
    private final RevocationMirror revocations;

    Vitals(
            HashingThreads hashing,
            RateLimits limits,
            Tally<RefreshOutcome> refreshes,
            AuditTrail audit,
            RevocationMirror revocations) {
        this.hashing = hashing;
        this.limits = limits;
        this.refreshes = refreshes;
        this.audit = audit;
        this.revocations = revocations;
    }

    /** How many are having a password hashed. */
    public int hashesRunning() {
        return hashing.running();
    }

    /** How many wait for their turn. */
    public int hashesWaiting() {
        return hashing.waiting();
    }

    /** How many had their turn. */
    public long hashesBegun() {
        return hashing.begun();
    }

    /** How long these have waited for it, together. */
    public Duration hashesWaited() {
        return hashing.waited();
    }

    /** How many were refused because too many waited, or because their turn did not come in time. */
    public long hashesRefused() {
        return hashing.refused();
    }

    /** How often a limit let somebody try, or did not. */
    public long limits(LimitKind kind, boolean admitted) {
        return admitted ? limits.admitted(kind) : limits.refused(kind);
    }

    /** How often this came of a refresh. */
    public long refreshes(RefreshOutcome outcome) {
        return refreshes.count(outcome);
    }

    /** How many events of this kind and outcome were committed to the audit trail. */
    public long events(AuditEvent.Kind kind, AuditEvent.Outcome outcome) {
        return audit.count(kind, outcome);
    }

    /** How long ago the last good reading of what others have revoked began; empty if there was none yet. */
    public Optional<Duration> revocationsAge() {
        return revocations.age();
    }

    /** As {@link Auth#isInSync}. */
    public boolean isInSync() {
        return revocations.isInSync();
    }
}
