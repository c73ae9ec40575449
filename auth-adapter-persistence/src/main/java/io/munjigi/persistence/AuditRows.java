package io.munjigi.persistence;

import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of the audit trail, within the transaction of whoever calls. */
final class AuditRows {

    static final String COLUMNS =
            "number, id, at, kind, outcome, actor, subject, detail, request_id, address, user_agent, salt, personal_digest";

    /** Rows are locked in order of their ids everywhere, so that nothing waits in a circle. */
    private static final String LOCK_OWN = """
            SELECT id FROM audit_events
            WHERE salt IS NOT NULL AND %s
            ORDER BY id
            FOR UPDATE
            """;

    private static final String ERASE =
            "UPDATE audit_events SET address = NULL, user_agent = NULL, salt = NULL WHERE id = ANY(:ids)";

    private AuditRows() {}

    static void insert(Handle handle, AuditEntry entry) {
        AuditEvent event = entry.event();
        Secret salt = entry.salt();
        handle.createUpdate("""
                        INSERT INTO audit_events (id, at, kind, outcome, actor, subject, detail,
                                                  request_id, address, user_agent, salt, personal_digest)
                        VALUES (:id, :at, :kind, :outcome, :actor, :subject, :detail,
                                :requestId, :address, :userAgent, :salt, :personalDigest)
                        """)
                .bind("id", event.id())
                .bind("at", Columns.timestamp(event.at()))
                .bind("kind", event.kind().name())
                .bind("outcome", event.outcome().name())
                .bind("actor", event.actor())
                .bind("subject", event.subject())
                .bind("detail", event.detail())
                .bind("requestId", event.origin().requestId())
                .bind("address", event.origin().address())
                .bind("userAgent", event.origin().userAgent())
                .bind("salt", salt == null ? null : salt.reveal())
                .bind("personalDigest", entry.personalDigest().toBytes())
                .execute();
    }

    /** Erases what is personal about what a user did, and about what somebody did who tried to be that user. */
    static void erase(Handle handle, UserId user) {
        Stream.of("actor = :user", "actor IS NULL AND subject = :user")
                .map(whose -> handle.createQuery(LOCK_OWN.formatted(whose))
                        .bind("user", user.toString())
                        .map((row, context) -> Columns.uuid(row, "id"))
                        .list())
                .forEach(ids -> erase(handle, ids));
    }

    static void erase(Handle handle, List<UUID> ids) {
        if (!ids.isEmpty()) {
            handle.createUpdate(ERASE).bindArray("ids", UUID.class, ids).execute();
        }
    }

    static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
        byte[] salt = row.getBytes("salt");
        return new AuditEntry(
                event(row, context),
                salt == null ? null : Secret.of(salt),
                AuditDigest.of(row.getBytes("personal_digest")));
    }

    static AuditEvent event(ResultSet row, StatementContext context) throws SQLException {
        return new AuditEvent(
                Columns.uuid(row, "id"),
                Columns.instant(row, "at"),
                AuditEvent.Kind.valueOf(row.getString("kind")),
                AuditEvent.Outcome.valueOf(row.getString("outcome")),
                row.getString("actor"),
                row.getString("subject"),
                row.getString("detail"),
                new Origin(row.getString("address"), row.getString("user_agent"), row.getString("request_id")));
    }
}
