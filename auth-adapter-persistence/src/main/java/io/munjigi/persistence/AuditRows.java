package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of the audit trail, within the transaction of whoever calls. */
final class AuditRows {

    static final String COLUMNS =
            "number, id, at, kind, outcome, actor, subject, detail, request_id, address, user_agent, salt, personal_digest";

    /** What this version can have written. Whoever reads the chain finds other rows missing, and names them. */
    static final String IS_READABLE = " AND kind IN (" + names(AuditEvent.Kind.values()) + ") AND outcome IN ("
            + names(AuditEvent.Outcome.values()) + ") AND (salt IS NULL OR OCTET_LENGTH(salt) > 0)";

    /** How many are erased in one transaction; a deletion must not grow with what its user did. */
    private static final int AT_A_TIME = 500;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** Where a user waits who was gone through, so that nobody else waits for them. */
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    /** What a user did, and what somebody did who tried to be that user. */
    private static final String OWN = """
            (SELECT id FROM audit_events WHERE actor = :user AND salt IS NOT NULL AND id > :after ORDER BY id LIMIT :most)
            UNION
            (SELECT id FROM audit_events WHERE actor IS NULL AND subject = :user AND salt IS NOT NULL AND id > :after
             ORDER BY id LIMIT :most)
            ORDER BY id LIMIT :most
            """;

    /** Rows are locked in order of their ids everywhere, so that nothing waits in a circle. */
    private static final String LOCK = "SELECT id FROM audit_events WHERE id = ANY(:ids) ORDER BY id FOR UPDATE";

    private static final String ERASE =
            "UPDATE audit_events SET address = NULL, user_agent = NULL, salt = NULL WHERE id = ANY(:ids)";

    /** Later than any event that was under way when its user was deleted. */
    private static final String IS_SETTLED = "requested_at < " + NOW + " - INTERVAL '1' MINUTE";

    private AuditRows() {}

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> "'" + value.name() + "'").collect(Collectors.joining(", "));
    }

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

    /**
     * Erases what is personal about the events of a user who is deleted: some at once, and the rest, with what is under way, by {@link
     * #eraseMore}.
     */
    static void erase(Handle handle, DatabaseClock clock, UserId user) {
        clock.bindTo(handle.createUpdate("INSERT INTO audit_erasures (user_id, requested_at, reached) VALUES (:user, "
                        + NOW + ", :reached)"))
                .bind("user", user.value())
                .bind("reached", BEFORE_ALL)
                .execute();
        erase(handle, own(handle, user, BEFORE_ALL));
    }

    /** Goes on erasing where it has got to. A minute after the deletion each user is gone through again, until nothing more is found. */
    static void eraseMore(Handle handle, DatabaseClock clock) {
        List<Erasure> erasures = clock.bindTo(handle.createQuery("SELECT user_id, reached FROM audit_erasures"
                        + " WHERE reached <> :afterAll OR " + IS_SETTLED + " ORDER BY user_id LIMIT 10"))
                .bind("afterAll", AFTER_ALL)
                .map((row, context) ->
                        new Erasure(new UserId(Columns.uuid(row, "user_id")), Columns.uuid(row, "reached")))
                .list();
        for (Erasure erasure : erasures) {
            boolean isAgain = erasure.reached().equals(AFTER_ALL);
            List<UUID> ids = own(handle, erasure.user(), isAgain ? BEFORE_ALL : erasure.reached());
            erase(handle, ids);
            if (ids.isEmpty() && isAgain) {
                handle.createUpdate("DELETE FROM audit_erasures WHERE user_id = :user")
                        .bind("user", erasure.user().value())
                        .execute();
            } else {
                handle.createUpdate("UPDATE audit_erasures SET reached = :reached WHERE user_id = :user")
                        .bind("reached", ids.isEmpty() ? AFTER_ALL : ids.get(ids.size() - 1))
                        .bind("user", erasure.user().value())
                        .execute();
            }
        }
    }

    private record Erasure(UserId user, UUID reached) {}

    private static List<UUID> own(Handle handle, UserId user, UUID after) {
        return handle.createQuery(OWN)
                .bind("user", user.toString())
                .bind("after", after)
                .bind("most", AT_A_TIME)
                .map((row, context) -> Columns.uuid(row, "id"))
                .list();
    }

    static void erase(Handle handle, List<UUID> ids) {
        if (!ids.isEmpty()) {
            lock(handle, ids);
            handle.createUpdate(ERASE).bindArray("ids", UUID.class, ids).execute();
        }
    }

    static void lock(Handle handle, List<UUID> ids) {
        handle.createQuery(LOCK)
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> Columns.uuid(row, "id"))
                .list();
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
