package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.SessionId;
import io.munjigi.core.port.Sweeping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class JdbiSweeping implements Sweeping {

    private static final String TAKE_TURN = """
            UPDATE turns
            SET holder = :node, until = %1$s + CAST(:millis AS BIGINT) * INTERVAL '0.001' SECOND
            WHERE work = 'sweeping' AND (holder IS NULL OR holder = :node OR until <= %1$s)
            """.formatted(NOW);

    private static final String ENDED = "(idle_expires_at <= %1$s OR expires_at <= %1$s)".formatted(NOW);

    private static final String LOOK = "SELECT id, " + ENDED + " AS ended FROM sessions %s ORDER BY id LIMIT :most";

    /** A row that somebody holds is passed over: whoever sweeps waits for nobody, and so is in nobody's circle. */
    private static final String LOCK =
            "SELECT id FROM sessions WHERE id = ANY(:ids) AND " + ENDED + " FOR UPDATE SKIP LOCKED";

    private static final String OUTDATED = "SELECT number FROM revocations WHERE until <= "
            + RevocationRecord.OUTDATED_UNTIL + " ORDER BY until LIMIT :most";

    private static final String FORGOTTEN_ATTEMPTS =
            "SELECT id FROM password_attempts WHERE forgotten_at <= " + NOW + " ORDER BY forgotten_at LIMIT :most";

    private static final String COUNT_ATTEMPTS = "SELECT COUNT(*) AS counted FROM password_attempts";

    /** Keys are digests, and so spread evenly: those of a 64th tell how many there are, at a 64th of the cost. */
    private static final String SLICE_OF_ATTEMPTS = " WHERE id < CAST('04000000-0000-0000-0000-000000000000' AS UUID)";

    private static final int SLICES = 64;

    /** With so many in all, a slice has too few to tell. */
    private static final int COUNTED_WHOLE = 10_000;

    /** As for sessions: whoever sweeps waits for nobody. */
    private static final String LOCK_ATTEMPTS =
            "SELECT id FROM password_attempts WHERE id = ANY(:ids) AND forgotten_at %s " + NOW
                    + " FOR UPDATE SKIP LOCKED";

    private static final String LIGHTEST_ATTEMPTS =
            "SELECT id FROM password_attempts ORDER BY wrong, forgotten_at LIMIT :most";

    private final Queries queries;
    private final DatabaseClock clock;
    private final UUID node;

    JdbiSweeping(Queries queries, DatabaseClock clock, UUID node) {
        this.queries = queries;
        this.clock = clock;
        this.node = node;
    }

    @Override
    public boolean takeTurn(Duration length) {
        return queries.run(handle -> clock.bindTo(handle.createUpdate(TAKE_TURN))
                        .bind("node", node)
                        .bind("millis", length.toMillis())
                        .execute()
                == 1);
    }

    @Override
    public Optional<SessionId> removeEndedSessions(@Nullable SessionId after, int most) {
        List<Seen> seen = look(after, most + 1);
        boolean isMore = seen.size() > most;
        List<Seen> slice = isMore ? seen.subList(0, most) : seen;
        List<UUID> ended = slice.stream().filter(Seen::ended).map(Seen::id).toList();
        if (!ended.isEmpty()) {
            remove(ended);
        }
        return isMore ? Optional.of(new SessionId(slice.get(most - 1).id())) : Optional.empty();
    }

    private record Seen(UUID id, boolean ended) {}

    /** Two conditions rather than one that also holds for null, which would read the table from its start. */
    private List<Seen> look(@Nullable SessionId after, int most) {
        return queries.run(handle -> {
            Query query = handle.createQuery(LOOK.formatted(after == null ? "" : "WHERE id > :after"));
            if (after != null) {
                query.bind("after", after.value());
            }
            return clock.bindTo(query)
                    .bind("most", most)
                    .map((row, context) -> new Seen(Columns.uuid(row, "id"), row.getBoolean("ended")))
                    .list();
        });
    }

    private void remove(List<UUID> ended) {
        queries.inTransaction(handle -> {
            List<UUID> locked = clock.bindTo(handle.createQuery(LOCK))
                    .bindArray("ids", UUID.class, ended)
                    .map((row, context) -> Columns.uuid(row, "id"))
                    .list();
            return handle.createUpdate("DELETE FROM sessions WHERE id = ANY(:ids)")
                    .bindArray("ids", UUID.class, locked)
                    .execute();
        });
    }

    @Override
    public int removeOutdatedRevocations(int most) {
        List<Long> outdated = queries.run(handle -> clock.bindTo(handle.createQuery(OUTDATED))
                .bind("most", most)
                .map((row, context) -> row.getLong("number"))
                .list());
        // Not as a subquery, which H2 evaluates again for each row while others write.
        return queries.run(handle -> handle.createUpdate("DELETE FROM revocations WHERE number = ANY(:numbers)")
                .bindArray("numbers", Long.class, outdated)
                .execute());
    }

    @Override
    public int removeOutdatedAttempts(int kept, int most) {
        int forgotten = removeAttempts(
                queries.run(handle -> clock.bindTo(handle.createQuery(FORGOTTEN_ATTEMPTS))
                        .bind("most", most)
                        .map((row, context) -> Columns.uuid(row, "id"))
                        .list()),
                "<=");
        return forgotten < most ? forgotten + removeLightestAttempts(kept, most - forgotten) : forgotten;
    }

    private int removeLightestAttempts(int kept, int most) {
        long tooMany = Math.min(most, attempts(kept) - kept);
        if (tooMany <= 0) {
            return 0;
        }
        return removeAttempts(
                queries.run(handle -> handle.createQuery(LIGHTEST_ATTEMPTS)
                        .bind("most", tooMany)
                        .map((row, context) -> Columns.uuid(row, "id"))
                        .list()),
                ">");
    }

    /** How many there are, about. */
    private long attempts(int kept) {
        boolean whole = kept <= COUNTED_WHOLE;
        long counted = queries.run(handle -> handle.createQuery(COUNT_ATTEMPTS + (whole ? "" : SLICE_OF_ATTEMPTS))
                .map((row, context) -> row.getLong("counted"))
                .one());
        return whole ? counted : counted * SLICES;
    }

    /**
     * One that somebody holds is passed over.
     *
     * @param stillSo how the end of each is to the time still; one that was forgotten may have been counted up since
     */
    private int removeAttempts(List<UUID> ids, String stillSo) {
        if (ids.isEmpty()) {
            return 0;
        }
        return queries.inTransaction(handle -> {
            List<UUID> locked = clock.bindTo(handle.createQuery(LOCK_ATTEMPTS.formatted(stillSo)))
                    .bindArray("ids", UUID.class, ids)
                    .map((row, context) -> Columns.uuid(row, "id"))
                    .list();
            return handle.createUpdate("DELETE FROM password_attempts WHERE id = ANY(:ids)")
                    .bindArray("ids", UUID.class, locked)
                    .execute();
        });
    }
}
