package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.UserId;
import io.munjigi.core.usecase.audit.ReadAuditLog;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit trail. */
final class AuditHandlers {

    private final Auth auth;

    AuditHandlers(Auth auth) {
        this.auth = auth;
    }

    /** A page; the cursor is null on the last one. */
    record EventsBody(List<AuditEventBody> items, @Nullable String nextCursor) {

        static EventsBody of(ReadAuditLog.Page page) {
            List<AuditEvent> events = page.events();
            return new EventsBody(
                    events.stream().map(AuditEventBody::of).toList(),
                    page.isLast()
                            ? null
                            : Cursor.of(events.get(events.size() - 1).id()));
        }
    }

    void list(Exchange exchange, Principal caller) {
        QueryParameters query = new QueryParameters(exchange);
        AuditFilter filter = new AuditFilter(
                query.value("user", Reason.Form.USER_ID, UserId::parse),
                query.value("kind", Reason.Form.EVENT_KIND, AuditHandlers::kind));
        ReadAuditLog.Command command =
                new ReadAuditLog.Command(caller, filter, query.cursor(), query.limit(), exchange.origin());
        exchange.answerJson(
                200, EventsBody.of(query.validating(() -> auth.readAuditLog().handle(command))));
    }

    private static Optional<AuditEvent.Kind> kind(String text) {
        return Arrays.stream(AuditEvent.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
