package io.munjigi.http;

import io.munjigi.core.model.AuditEvent;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event of the audit trail, as the contract shows one. */
record AuditEventBody(
        String id,
        Instant at,
        String kind,
        @Nullable String actor,
        @Nullable String subject,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String requestId,
        String outcome) {

    static AuditEventBody of(AuditEvent event) {
        return new AuditEventBody(
                event.id().toString(),
                event.at(),
                event.kind().name().toLowerCase(Locale.ROOT),
                event.actor(),
                event.subject(),
                event.origin().address(),
                event.origin().userAgent(),
                event.origin().requestId(),
                event.outcome().name().toLowerCase(Locale.ROOT));
    }
}
