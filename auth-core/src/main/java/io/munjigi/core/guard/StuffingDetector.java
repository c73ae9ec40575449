package io.munjigi.core.guard;

import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.ClientNetwork;
import io.munjigi.core.model.Origin;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.port.Throttle.Spread;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Notices credential stuffing and distributed guessing: from one network wrong passwords for many accounts, or from many networks wrong
 * passwords for one. Says so in the audit trail, once for each such time, and makes it slower.
 *
 * <p>Safe for use by many threads.
 */
final class StuffingDetector {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MANY_ACCOUNTS = 20;
    private static final int MANY_NETWORKS = 10;
    private static final Duration PAUSE_UNDER_ATTACK = Duration.ofMinutes(1);

    private final Throttle throttle;
    private final RateLimits limits;
    private final PasswordAttempts attempts;
    private final AuditTrail audit;

    StuffingDetector(Throttle throttle, RateLimits limits, PasswordAttempts attempts, AuditTrail audit) {
        this.throttle = throttle;
        this.limits = limits;
        this.attempts = attempts;
        this.audit = audit;
    }

    /**
     * Hears of a wrong password.
     *
     * @param account what it was counted for
     * @param subject says whose account it is, or that it is nobody's
     */
    void wrongPassword(AttemptKey account, Origin origin, UnaryOperator<AuditTrail.Draft> subject) {
        RateLimits.network(origin).ifPresent(network -> {
            ofNetwork(account, network, origin);
            ofAccount(account, network, origin, subject);
        });
    }

    private void ofNetwork(AttemptKey account, ClientNetwork network, Origin origin) {
        Spread spread = throttle.note("accounts of " + network.value(), account.name(), MANY_ACCOUNTS, WINDOW);
        if (spread == Spread.REACHED) {
            draft(origin)
                    .saying("wrong passwords for " + MANY_ACCOUNTS + " accounts from one network")
                    .recordRefused();
        }
        if (spread != Spread.BELOW) {
            limits.fine(network);
        }
    }

    private void ofAccount(
            AttemptKey account, ClientNetwork network, Origin origin, UnaryOperator<AuditTrail.Draft> subject) {
        Spread spread = throttle.note("networks of " + account.name(), network.value(), MANY_NETWORKS, WINDOW);
        if (spread == Spread.REACHED) {
            subject.apply(draft(origin))
                    .saying("wrong passwords for one account from " + MANY_NETWORKS + " networks")
                    .recordRefused();
        }
        if (spread != Spread.BELOW) {
            attempts.postpone(account, PAUSE_UNDER_ATTACK);
        }
    }

    private AuditTrail.Draft draft(Origin origin) {
        return audit.of(Kind.CREDENTIAL_STUFFING, origin);
    }
}
