package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.port.Revocations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiRevocations implements Revocations {

    /**
     * How far behind the beginning of an earlier reading the next one starts. A row bears the time when its transaction began and is seen
     * when that has committed; a reading in between does not see it. So this must be longer than any transaction that is acknowledged: it
     * is given up unless all its statements were done within 10 seconds at most. Then it may lie idle for 5 (the session's limit in
     * PostgreSQL), and the commit is given up after 6 (the socket's limit). That makes 21. The bounds of {@link DatabaseSettings.TimeLimits}
     * and not its values count, since another node may be set otherwise.
     */
    static final Duration OVERLAP = Duration.ofSeconds(25);

    /**
     * Of a million rows, so many are in memory at a time. H2 gathers the whole answer to a query before it gives the first row, beyond what
     * a query may take: so the whole is read in pages. PostgreSQL streams, but within a transaction only.
     */
    private static final int ROWS_AT_A_TIME = 5_000;

    private static final String PAGE =
            "SELECT number, kind, id, until FROM revocations WHERE number > :after ORDER BY number LIMIT :most";

    private static final String SINCE = "SELECT number, kind, id, until FROM revocations WHERE recorded_at >= :since";

    private final Queries queries;
    private final DatabaseClock clock;
    private final RevocationRecord record;

    JdbiRevocations(Queries queries, DatabaseClock clock) {
        this.record = new RevocationRecord(clock);
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public Instant read(@Nullable Instant since, Consumer<Revocation> reader) {
        return queries.run(handle -> handle.inTransaction(reading -> {
            Instant began = now(reading);
            if (since == null) {
                readAll(reading, reader);
            } else {
                reading.createQuery(SINCE)
                        .bind("since", Columns.timestamp(since.minus(OVERLAP)))
                        .setFetchSize(ROWS_AT_A_TIME)
                        .map(JdbiRevocations::row)
                        .forEach(row -> reader.accept(row.news()));
            }
            return began;
        }));
    }

    /** A row that is committed behind a page that was read is one that is committed after the beginning: the next reading has it. */
    private static void readAll(Handle handle, Consumer<Revocation> reader) {
        List<Row> page;
        long after = 0;
        do {
            page = handle.createQuery(PAGE)
                    .bind("after", after)
                    .bind("most", ROWS_AT_A_TIME)
                    .map(JdbiRevocations::row)
                    .list();
            for (Row row : page) {
                reader.accept(row.news());
                after = row.number();
            }
        } while (page.size() == ROWS_AT_A_TIME);
    }

    private record Row(long number, Revocation news) {}

    private Instant now(Handle handle) {
        return clock.bindTo(handle.createQuery("SELECT " + NOW + " AS began"))
                .map((row, context) -> Columns.instant(row, "began"))
                .one();
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getLong("number"),
                new Revocation(
                        Revocation.Of.valueOf(row.getString("kind")),
                        Columns.uuid(row, "id"),
                        Columns.instant(row, "until")));
    }

    @Override
    public void record(Revocation revocation, AuditEntry entry) {
        queries.inTransaction(handle -> {
            record.insert(handle, List.of(revocation));
            AuditRows.insert(handle, entry);
            return revocation;
        });
    }
}
