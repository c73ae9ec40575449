package io.munjigi.persistence;

import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditChain.Sealed;
import io.munjigi.core.port.AuditChain.Strays;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiAuditChain implements AuditChain {

    private static final int UUID_BYTES = 16;
    private static final int DIGEST_BYTES = 32;

    /** Whoever finds it locked leaves the sealing to the other. */
    private static final String LOCK_HEAD = "SELECT * FROM audit_head FOR UPDATE SKIP LOCKED";

    /**
     * What cannot be read, which only somebody else or a newer version can have written, waits: it must not keep the others from being
     * sealed.
     */
    private static final String UNSEALED = "SELECT " + AuditRows.COLUMNS + " FROM audit_events WHERE number IS NULL"
            + AuditRows.IS_READABLE + " ORDER BY id LIMIT :most";

    private static final String USERS_THERE = "SELECT id FROM users WHERE id = ANY(:ids)";

    private static final String SET_HEAD = """
            UPDATE audit_head
            SET last_batch = :lastBatch, last_event = :lastEvent, last_head = :lastHead,
                trimmed_batch = :trimmedBatch, trimmed_event = :trimmedEvent, trimmed_head = :trimmedHead, seal = :seal
            """;

    private static final String STRAYS = """
            SELECT (SELECT COUNT(*) FROM audit_events
                    WHERE number > COALESCE((SELECT MAX(last_event) FROM audit_head), 0))
                     + (SELECT COUNT(*) FROM audit_events
                        WHERE number <= COALESCE((SELECT MAX(trimmed_event) FROM audit_head), 0)) AS beyond,
                   (SELECT COUNT(*) FROM audit_events WHERE number IS NULL) AS unsealed,
                   NOT EXISTS (SELECT 1 FROM audit_head) AS headless
            """;

    private static final String HEAD = """
            SELECT * FROM audit_head
            WHERE seal IS NOT NULL AND last_head IS NOT NULL AND trimmed_head IS NOT NULL
            """;

    private final Queries queries;
    private final DatabaseClock clock;

    JdbiAuditChain(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public Optional<AuditHead> head() {
        return queries.run(
                handle -> handle.createQuery(HEAD).map(JdbiAuditChain::readHead).findOne());
    }

    @Override
    public Optional<Sealed> seal(int most, Sealer sealer) {
        return queries.inTransaction(handle -> {
            Locked locked = lockHead(handle);
            if (locked == null) {
                return Optional.empty();
            }
            AuditRows.eraseMore(handle, clock);
            List<AuditEntry> entries = handle.createQuery(UNSEALED)
                    .bind("most", most)
                    .map(AuditRows::entry)
                    .list();
            if (entries.isEmpty()) {
                return Optional.empty();
            }
            Sealed sealed = sealer.seal(locked.head(), entries);
            eraseThoseOfUsersGone(handle, entries);
            setNumbers(handle, sealed.batch());
            insert(handle, sealed.batch());
            setHead(handle, sealed.head());
            return Optional.of(sealed);
        });
    }

    /** Without a head before the first batch. */
    private record Locked(@Nullable AuditHead head) {}

    private static @Nullable Locked lockHead(Handle handle) {
        Locked locked = handle.createQuery(LOCK_HEAD)
                .map((row, context) -> new Locked(row.getBytes("seal") == null ? null : readHead(row, context)))
                .findOne()
                .orElse(null);
        if (locked == null && isHeadless(handle)) {
            throw new IllegalStateException("the head of the audit chain was removed; see what audit verify says");
        }
        return locked;
    }

    private static boolean isHeadless(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM audit_head")
                        .mapTo(Integer.class)
                        .one()
                == 0;
    }

    /** Events that were under way when their user was deleted. */
    private static void eraseThoseOfUsersGone(Handle handle, List<AuditEntry> entries) {
        Map<UUID, UserId> owners = new HashMap<>();
        for (AuditEntry entry : entries) {
            AuditEvent event = entry.event();
            String owner = event.actor() == null ? event.subject() : event.actor();
            if (owner != null && entry.salt() != null) {
                UserId.parse(owner).ifPresent(user -> owners.put(event.id(), user));
            }
        }
        Set<UUID> there = handle.createQuery(USERS_THERE)
                .bindArray(
                        "ids",
                        UUID.class,
                        owners.values().stream().map(UserId::value).distinct().toList())
                .map((row, context) -> Columns.uuid(row, "id"))
                .set();
        owners.values().removeIf(user -> there.contains(user.value()));
        AuditRows.erase(handle, owners.keySet().stream().sorted().toList());
    }

    private static void setNumbers(Handle handle, AuditBatch batch) {
        PreparedBatch updates = handle.prepareBatch("UPDATE audit_events SET number = :number WHERE id = :id");
        long number = batch.firstEvent();
        for (AuditBatch.Listed listed : batch.listing()) {
            updates.bind("number", number).bind("id", listed.eventId()).add();
            number++;
        }
        updates.execute();
    }

    private static void insert(Handle handle, AuditBatch batch) {
        handle.createUpdate("""
                        INSERT INTO audit_batches (number, first_event, sealed_at, listing, previous, head)
                        VALUES (:number, :firstEvent, :sealedAt, :listing, :previous, :head)
                        """)
                .bind("number", batch.number())
                .bind("firstEvent", batch.firstEvent())
                .bind("sealedAt", Columns.timestamp(batch.sealedAt()))
                .bind("listing", bytes(batch.listing()))
                .bind("previous", batch.previous().toBytes())
                .bind("head", batch.head().toBytes())
                .execute();
    }

    private static void setHead(Handle handle, AuditHead head) {
        handle.createUpdate(SET_HEAD)
                .bind("lastBatch", head.last().batch())
                .bind("lastEvent", head.last().event())
                .bind("lastHead", head.last().head().toBytes())
                .bind("trimmedBatch", head.trimmed().batch())
                .bind("trimmedEvent", head.trimmed().event())
                .bind("trimmedHead", head.trimmed().head().toBytes())
                .bind("seal", head.seal().toBytes())
                .execute();
    }

    @Override
    public int trim(Instant olderThan, int most, BiFunction<AuditHead, AuditBatch, AuditHead> trimmer) {
        return queries.inTransaction(handle -> {
            Locked locked = lockHead(handle);
            if (locked == null || locked.head() == null) {
                return 0;
            }
            AuditHead head = locked.head();
            List<AuditBatch> gone = batches(handle, head.trimmed().batch(), most).stream()
                    .takeWhile(batch -> batch.sealedAt().isBefore(olderThan))
                    .toList();
            if (gone.isEmpty()) {
                return 0;
            }
            AuditBatch last = gone.get(gone.size() - 1);
            AuditHead trimmed = trimmer.apply(head, last);
            AuditRows.lock(handle, idsUpTo(handle, last.lastEvent()));
            handle.createUpdate("DELETE FROM audit_events WHERE number <= :event")
                    .bind("event", last.lastEvent())
                    .execute();
            handle.createUpdate("DELETE FROM audit_batches WHERE number <= :batch")
                    .bind("batch", last.number())
                    .execute();
            setHead(handle, trimmed);
            return gone.size();
        });
    }

    private static List<UUID> idsUpTo(Handle handle, long event) {
        return handle.createQuery("SELECT id FROM audit_events WHERE number <= :event")
                .bind("event", event)
                .map((row, context) -> Columns.uuid(row, "id"))
                .list();
    }

    @Override
    public List<AuditBatch> batches(long after, int most) {
        return queries.run(handle -> batches(handle, after, most));
    }

    private static List<AuditBatch> batches(Handle handle, long after, int most) {
        return handle.createQuery("SELECT * FROM audit_batches WHERE number > :after ORDER BY number LIMIT :most")
                .bind("after", after)
                .bind("most", most)
                .map(JdbiAuditChain::batch)
                .list();
    }

    @Override
    public SortedMap<Long, AuditEntry> entries(long from, long to) {
        return queries.run(handle -> handle.createQuery("SELECT " + AuditRows.COLUMNS
                        + " FROM audit_events WHERE number BETWEEN :from AND :to" + AuditRows.IS_READABLE)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> Map.entry(row.getLong("number"), AuditRows.entry(row, context)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new)));
    }

    @Override
    public Strays strays() {
        return queries.run(handle -> handle.createQuery(STRAYS)
                .map((row, context) ->
                        new Strays(row.getLong("beyond"), row.getLong("unsealed"), row.getBoolean("headless")))
                .one());
    }

    private static AuditHead readHead(ResultSet row, StatementContext context) throws SQLException {
        return new AuditHead(mark(row, "last"), mark(row, "trimmed"), AuditDigest.of(row.getBytes("seal")));
    }

    private static Mark mark(ResultSet row, String which) throws SQLException {
        return new Mark(
                row.getLong(which + "_batch"),
                row.getLong(which + "_event"),
                AuditDigest.of(row.getBytes(which + "_head")));
    }

    private static AuditBatch batch(ResultSet row, StatementContext context) throws SQLException {
        return new AuditBatch(
                row.getLong("number"),
                row.getLong("first_event"),
                Columns.instant(row, "sealed_at"),
                listing(row.getBytes("listing")),
                AuditDigest.of(row.getBytes("previous")),
                AuditDigest.of(row.getBytes("head")));
    }

    private static byte[] bytes(List<AuditBatch.Listed> listing) {
        ByteBuffer bytes = ByteBuffer.allocate(listing.size() * (UUID_BYTES + DIGEST_BYTES));
        for (AuditBatch.Listed listed : listing) {
            bytes.putLong(listed.eventId().getMostSignificantBits())
                    .putLong(listed.eventId().getLeastSignificantBits())
                    .put(listed.digest().toBytes());
        }
        return bytes.array();
    }

    /** What is no whole number of entries was changed by somebody; it is read as far as it goes, and will not be found true. */
    private static List<AuditBatch.Listed> listing(byte[] bytes) {
        List<AuditBatch.Listed> listing = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= UUID_BYTES + DIGEST_BYTES) {
            UUID id = new UUID(buffer.getLong(), buffer.getLong());
            byte[] digest = new byte[DIGEST_BYTES];
            buffer.get(digest);
            listing.add(new AuditBatch.Listed(id, AuditDigest.of(digest)));
        }
        return listing;
    }
}
