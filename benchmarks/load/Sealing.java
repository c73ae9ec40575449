import io.munjigi.core.guard.AuditSeals;
import io.munjigi.core.guard.PurposeKeys;
import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.AuditChain.Sealed;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.persistence.Database;
import io.munjigi.persistence.DatabaseSettings;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Seals the events of the audit trail that have numbers already, in batches as the service's. Its own way would give them their numbers one
 * by one, and each index of a table of ten million rows ten million new entries. While no service runs; by the service's settings.
 */
class Sealing {

    private static final int BATCH = 500;

    public static void main(String[] args) throws SQLException {
        String url = System.getenv("MUNJIGI_DATABASE_URL");
        try (Database database = Database.openUnchanged(DatabaseSettings.of(url).withPoolSize(1));
                Connection reading = DriverManager.getConnection(url);
                Connection writing = DriverManager.getConnection(url)) {
            AesGcmSealer sealer = AesGcmSealer.under(Secret.ofText(System.getenv("MUNJIGI_SECRET")));
            PurposeKeys keys = new PurposeKeys(database.sealedSecrets(), sealer, byte[]::new);
            AuditSeals seals = new AuditSeals(keys.key(PurposeKeys.AUDIT_CHAIN));
            AuditHead head = database.auditChain().head().orElseThrow();
            reading.setAutoCommit(false); // or the driver would gather all rows before the first
            writing.setAutoCommit(false);
            write(writing, sealAll(reading, writing, seals, head));
            writing.commit();
        }
    }

    private static AuditHead sealAll(Connection reading, Connection writing, AuditSeals seals, AuditHead before) throws SQLException {
        AuditHead head = before;
        try (Statement statement = reading.createStatement();
                PreparedStatement insertion = writing.prepareStatement("INSERT INTO audit_batches VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setFetchSize(10 * BATCH);
            ResultSet rows = statement.executeQuery("SELECT id, at, kind, outcome, actor, subject, detail, address, user_agent, request_id,"
                    + " salt, personal_digest FROM audit_events WHERE number > " + before.last().event() + " ORDER BY number");
            List<AuditEntry> entries = new ArrayList<>(BATCH);
            boolean isMore = rows.next();
            while (isMore) {
                entries.add(entry(rows));
                isMore = rows.next();
                if (entries.size() == BATCH || !isMore) {
                    Sealed sealed = seals.seal(head, entries, Instant.now().truncatedTo(ChronoUnit.MILLIS));
                    write(insertion, sealed.batch());
                    head = sealed.head();
                    entries.clear();
                }
            }
        }
        return head;
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        AuditEvent event = new AuditEvent(
                row.getObject(1, UUID.class),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                AuditEvent.Kind.valueOf(row.getString(3)),
                AuditEvent.Outcome.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                new Origin(row.getString(8), row.getString(9), row.getString(10)));
        return new AuditEntry(event, Secret.of(row.getBytes(11)), AuditDigest.of(row.getBytes(12)));
    }

    private static void write(PreparedStatement insertion, AuditBatch batch) throws SQLException {
        ByteBuffer listing = ByteBuffer.allocate(batch.listing().size() * 48);
        for (AuditBatch.Listed listed : batch.listing()) {
            listing.putLong(listed.eventId().getMostSignificantBits())
                    .putLong(listed.eventId().getLeastSignificantBits())
                    .put(listed.digest().toBytes());
        }
        insertion.setLong(1, batch.number());
        insertion.setLong(2, batch.firstEvent());
        insertion.setObject(3, batch.sealedAt().atOffset(ZoneOffset.UTC));
        insertion.setBytes(4, listing.array());
        insertion.setBytes(5, batch.previous().toBytes());
        insertion.setBytes(6, batch.head().toBytes());
        insertion.execute();
    }

    private static void write(Connection connection, AuditHead head) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE audit_head SET last_batch = ?, last_event = ?, last_head = ?, seal = ?")) {
            Mark last = head.last();
            update.setLong(1, last.batch());
            update.setLong(2, last.event());
            update.setBytes(3, last.head().toBytes());
            update.setBytes(4, head.seal().toBytes());
            update.execute();
        }
    }
}
