package io.munjigi.core.usecase.audit;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditFinding;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditLog;
import java.util.List;

/**
 * Proves that the audit trail says what it said when it was sealed, or names what does not. Reads all of it, a batch at a time.
 *
 * <p>Safe for use by many threads, beside a service that goes on sealing and trimming.
 */
public final class VerifyAuditTrail {

    private final AuditChain chain;
    private final AuditLog log;
    private final AuditSeals seals;
    private final AccessControl accessControl;

    /** Wired by {@code AuthBuilder}. */
    public VerifyAuditTrail(AuditChain chain, AuditLog log, AuditSeals seals, AccessControl accessControl) {
        this.chain = chain;
        this.log = log;
        this.seals = seals;
        this.accessControl = accessControl;
    }

    /**
     * A question.
     *
     * @param actor who asks
     * @param anchors places that the chain had, as they stand in the log of the service; unmodifiable
     * @param origin where the call came from
     * @param reader is given each finding as it is found, and how far it is
     */
    public record Command(Actor actor, List<Mark> anchors, Origin origin, Reader reader) {

        public Command {
            anchors = List.copyOf(anchors);
        }
    }

    /** Is told what is found. */
    public interface Reader {

        /** Something is not as it was sealed. */
        void found(AuditFinding finding);

        /** So many events were looked at, of so many. */
        default void progress(long events, long of) {}
    }

    /**
     * What was looked at.
     *
     * @param batches how many batches there are
     * @param events how many events are in them
     * @param findings how much was found
     * @param unsealed how many events are in no batch yet, of which nothing can be said
     * @param last where the chain ends
     */
    public record Report(long batches, long events, long findings, long unsealed, Mark last) {}

    /**
     * Looks at everything.
     *
     * @throws io.munjigi.core.model.AuthException with {@code FORBIDDEN}; {@code UNAVAILABLE}
     */
    public Report handle(Command command) {
        accessControl.require(command.actor(), Permission.AUDIT_READ, command.origin());
        return new ChainWalk(chain, log, seals, command.anchors(), command.reader()).walk();
    }
}
