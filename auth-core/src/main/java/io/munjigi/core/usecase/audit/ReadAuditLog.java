package io.munjigi.core.usecase.audit;

import io.munjigi.core.guard.AccessControl;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Permission;
import io.munjigi.core.port.AuditLog;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail, page by page. The first page and the millionth cost the same. An event can be read once its cause was answered.
 *
 * <p>Safe for use by many threads.
 */
public final class ReadAuditLog {

    /** The longest page. */
    public static final int LONGEST_PAGE = 200;

    private final AuditLog log;
    private final AccessControl accessControl;

    /** Wired by {@code AuthBuilder}. */
    public ReadAuditLog(AuditLog log, AccessControl accessControl) {
        this.log = log;
        this.accessControl = accessControl;
    }

    /**
     * A question.
     *
     * @param actor who asks
     * @param filter which events
     * @param after the last event of the page before, or null for the first page
     * @param limit how many, 1 to {@value #LONGEST_PAGE}
     * @param origin where the call came from
     */
    public record Command(
            Actor actor, AuditFilter filter, @Nullable UUID after, int limit, Origin origin) {}

    /**
     * A page.
     *
     * @param events the newest first; unmodifiable
     * @param isLast whether there are no more
     */
    public record Page(List<AuditEvent> events, boolean isLast) {

        public Page {
            events = List.copyOf(events);
        }
    }

    /**
     * The page.
     *
     * @throws AuthException with {@code FORBIDDEN}; {@code INVALID_INPUT} if the limit is out of bounds; {@code UNAVAILABLE}
     */
    public Page handle(Command command) {
        accessControl.require(command.actor(), Permission.AUDIT_READ, command.origin());
        if (command.limit() < 1 || command.limit() > LONGEST_PAGE) {
            throw AuthException.invalid(List.of(new Fault("limit", Fault.Code.OUT_OF_RANGE)));
        }
        List<AuditEvent> found = log.page(command.filter(), command.after(), command.limit() + 1);
        boolean isLast = found.size() <= command.limit();
        return new Page(isLast ? found : found.subList(0, command.limit()), isLast);
    }
}
