package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.Revocation;
import io.munjigi.core.port.Revocations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiRevocations implements Revocations {

    /**
     * How far behind the beginning of an earlier reading the next one starts. A row bears the time when its transaction began and is seen
     * when that has committed; a reading in between does not see it. So this must be longer than any transaction that is acknowledged: it
     * is given up unless all its statements were done within {@link Queries#LONGEST_TRANSACTION}, 10 seconds. Then it may lie idle for 2.5
     * (the session's limit in PostgreSQL), and the commit is given up after 3 (the socket's limit). That makes 15.5.
     */
    static final Duration OVERLAP = Duration.ofSeconds(20);

    /** Of a million rows, so many are in memory at a time in PostgreSQL, which streams them only within a transaction. */
    private static final int ROWS_AT_A_TIME = 1_000;

    private static final String ALL =
            "SELECT kind, id, until FROM revocations WHERE until > " + RevocationRecord.OUTDATED_UNTIL;

    private static final String SINCE = "SELECT kind, id, until FROM revocations WHERE recorded_at >= :since";

    private final Queries queries;
    private final DatabaseClock clock;

    JdbiRevocations(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public Instant read(@Nullable Instant since, Consumer<Revocation> reader) {
        return queries.run(handle -> handle.inTransaction(reading -> {
            Instant began = now(reading);
            news(reading, since)
                    .setFetchSize(ROWS_AT_A_TIME)
                    .map(JdbiRevocations::revocation)
                    .forEach(reader);
            return began;
        }));
    }

    private Instant now(Handle handle) {
        return clock.bindTo(handle.createQuery("SELECT " + NOW + " AS began"))
                .map((row, context) -> Columns.instant(row, "began"))
                .one();
    }

    private Query news(Handle handle, @Nullable Instant since) {
        return since == null
                ? clock.bindTo(handle.createQuery(ALL))
                : handle.createQuery(SINCE).bind("since", Columns.timestamp(since.minus(OVERLAP)));
    }

    private static Revocation revocation(ResultSet row, StatementContext context) throws SQLException {
        return new Revocation(
                Revocation.Of.valueOf(row.getString("kind")), Columns.uuid(row, "id"), Columns.instant(row, "until"));
    }
}
