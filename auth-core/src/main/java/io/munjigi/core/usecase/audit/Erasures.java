package io.munjigi.core.usecase.audit;

import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditEvent.Outcome;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditLog;
import java.util.HashSet;
import java.util.Set;

/** Whether what is personal about an event was erased because its user was deleted. For use by one thread. */
final class Erasures {

    private static final int REMEMBERED = 10_000;
    private static final int MOST_DELETIONS = 10;

    private final AuditLog log;
    private final Set<UserId> deleted = new HashSet<>();

    Erasures(AuditLog log) {
        this.log = log;
    }

    boolean isRightful(AuditEvent event) {
        String owner = event.actor() == null ? event.subject() : event.actor();
        UserId user = owner == null ? null : UserId.parse(owner).orElse(null);
        return user != null && wasDeleted(user);
    }

    private boolean wasDeleted(UserId user) {
        if (deleted.contains(user)) {
            return true;
        }
        boolean wasDeleted = log.page(new AuditFilter(user, Kind.ACCOUNT_DELETION), null, MOST_DELETIONS).stream()
                .anyMatch(event ->
                        event.outcome() == Outcome.SUCCESS && user.toString().equals(event.subject()));
        if (wasDeleted && deleted.size() < REMEMBERED) {
            deleted.add(user);
        }
        return wasDeleted;
    }
}
