package io.munjigi.core.usecase.account;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * All that is stored about the caller but secrets and hashes (GDPR, articles 15 and 20).
 *
 * <p>Safe for use by many threads.
 */
public final class ExportAccount {

    private static final int EVENTS_AT_A_TIME = 500;

    /** Whoever has more has them from the operator: what one answer holds must have an end. */
    private static final int MOST_EVENTS = 10_000;

    private final Users users;
    private final Sessions sessions;
    private final AuditLog auditLog;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public ExportAccount(Users users, Sessions sessions, AuditLog auditLog, AuditTrail audit) {
        this.users = users;
        this.sessions = sessions;
        this.auditLog = auditLog;
        this.audit = audit;
    }

    /**
     * A question.
     *
     * @param caller whose account
     * @param origin where the call came from
     */
    public record Command(Principal caller, Origin origin) {}

    /**
     * What is stored.
     *
     * @param user the account
     * @param sessions its sessions that are alive, the newest first; unmodifiable
     * @param events what it did and what was done to it, the newest 10,000, the newest first; of what others did, not who and from where; unmodifiable
     */
    public record Export(User user, List<Session> sessions, List<AuditEvent> events) {

        public Export {
            sessions = List.copyOf(sessions);
            events = List.copyOf(events);
        }
    }

    /**
     * Reads it.
     *
     * @throws AuthException with {@link AuthError#INVALID_TOKEN} if the account is gone or disabled since the token was issued; {@link
     *     AuthError#UNAVAILABLE}
     */
    public Export handle(Command command) {
        User user = users.find(command.caller().userId())
                .filter(account -> !account.disabled())
                .orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
        audit.of(Kind.ACCOUNT_EXPORT, command.origin()).byAndOn(user.id()).recordDone();
        return new Export(user, sessions.ofUser(user.id()), events(user.id()));
    }

    private List<AuditEvent> events(UserId id) {
        List<AuditEvent> events = new ArrayList<>();
        List<AuditEvent> page;
        UUID before = null;
        do {
            page = auditLog.page(new AuditFilter(id, null), before, EVENTS_AT_A_TIME);
            for (AuditEvent event : page) {
                events.add(isOfOthers(event, id) ? withoutWhoAndWhere(event) : event);
                before = event.id();
            }
        } while (page.size() == EVENTS_AT_A_TIME && events.size() < MOST_EVENTS);
        return events;
    }

    private static boolean isOfOthers(AuditEvent event, UserId id) {
        return event.actor() != null && !event.actor().equals(id.toString());
    }

    /** Those are another person's affair. */
    private static AuditEvent withoutWhoAndWhere(AuditEvent event) {
        return new AuditEvent(
                event.id(),
                event.at(),
                event.kind(),
                event.outcome(),
                null,
                event.subject(),
                event.detail(),
                Origin.UNKNOWN);
    }
}
