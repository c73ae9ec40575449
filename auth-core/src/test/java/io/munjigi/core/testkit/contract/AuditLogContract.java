package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.testkit.SomeEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLog} must do. */
public interface AuditLogContract {

    /** The store under test; each test may find others' events in it. */
    AuditLog auditLog();

    private AuditEntry recorded(Kind kind, @Nullable String actor, @Nullable String subject) {
        AuditEntry entry = SomeEvents.of(kind, actor, subject);
        auditLog().record(entry);
        return entry;
    }

    private static UserId somebody() {
        return new UserId(UUID.randomUUID());
    }

    @Test
    default void an_event_is_read_as_it_was_recorded() {
        UserId user = somebody();
        AuditEntry entry = recorded(Kind.LOGIN, user.toString(), null);

        assertThat(auditLog().page(new AuditFilter(user, null), null, 10)).containsExactly(entry.event());
    }

    @Test
    default void an_event_of_which_little_is_known_is_read_too() {
        AuditEvent some = SomeEvents.any().event();
        AuditEvent bare = new AuditEvent(
                some.id(),
                some.at(),
                Kind.AUDIT_TRIMMING,
                AuditEvent.Outcome.FAILURE,
                null,
                null,
                null,
                Origin.UNKNOWN);
        auditLog().record(new AuditEntry(bare, Secret.of(new byte[16]), AuditDigest.NONE));

        assertThat(auditLog().page(new AuditFilter(null, Kind.AUDIT_TRIMMING), null, 1))
                .containsExactly(bare);
    }

    @Test
    default void events_are_found_by_who_acted_or_was_acted_on_the_newest_first() {
        UserId user = somebody();
        String id = user.toString();
        AuditEvent acted = recorded(Kind.ROLE_GRANT, id, "somebody").event();
        AuditEvent both = recorded(Kind.LOGIN, id, id).event();
        AuditEvent actedOn = recorded(Kind.ACCOUNT_DISABLING, "operator", id).event();
        recorded(Kind.LOGIN, "somebody", "somebody");

        assertThat(auditLog().page(new AuditFilter(user, null), null, 10)).containsExactly(actedOn, both, acted);
        assertThat(auditLog().page(new AuditFilter(user, Kind.LOGIN), null, 10)).containsExactly(both);
        assertThat(auditLog().page(new AuditFilter(user, Kind.LOGOUT), null, 10))
                .isEmpty();
    }

    @Test
    default void events_are_found_by_kind() {
        AuditEvent login = recorded(Kind.LOGIN, null, null).event();
        AuditEvent export = recorded(Kind.ACCOUNT_EXPORT, null, null).event();

        assertThat(auditLog().page(new AuditFilter(null, Kind.ACCOUNT_EXPORT), null, 100_000))
                .contains(export)
                .doesNotContain(login);
        assertThat(auditLog().page(AuditFilter.EVERYTHING, null, 2)).containsExactly(export, login);
    }

    @Test
    default void pages_of_events_follow_one_another_without_gap_or_overlap() {
        UserId user = somebody();
        String id = user.toString();
        List<AuditEvent> all = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            all.add(
                    0,
                    recorded(Kind.LOGIN, number % 2 == 0 ? id : null, number % 3 == 0 ? null : id)
                            .event());
        }
        all.removeIf(event -> event.actor() == null && event.subject() == null);

        List<AuditEvent> read = new ArrayList<>();
        List<AuditEvent> page;
        UUID before = null;
        do {
            page = auditLog().page(new AuditFilter(user, null), before, 2);
            read.addAll(page);
            before = page.isEmpty() ? before : page.get(page.size() - 1).id();
        } while (!page.isEmpty());

        assertThat(read).containsExactlyElementsOf(all);
    }
}
