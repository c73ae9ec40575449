package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiSessions implements Sessions {

    /**
     * Locks the user's row: it waits for a change of the user that is under way and then sees the new version, and a change that comes
     * after it waits in turn and then sees the session. Without the lock both would commit, unseen by one another.
     */
    private static final String OPEN = """
            INSERT INTO sessions (id, user_id, generation, secret_digest, created_at, last_used_at,
                                  idle_expires_at, expires_at, access_expires_at, address, user_agent)
            SELECT CAST(:id AS UUID), id, 0, CAST(:secretDigest AS BYTEA), %1$s, %1$s,
                   %1$s + CAST(:idleSeconds AS BIGINT) * INTERVAL '1' SECOND,
                   %1$s + CAST(:maxSeconds AS BIGINT) * INTERVAL '1' SECOND,
                   CAST(:accessExpiresAt AS TIMESTAMP(6) WITH TIME ZONE),
                   CAST(:address AS VARCHAR), CAST(:userAgent AS VARCHAR)
            FROM users
            WHERE id = :user AND version = :version AND NOT disabled
            FOR UPDATE
            """.formatted(NOW);

    private final Queries queries;
    private final DatabaseClock clock;

    JdbiSessions(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public boolean open(NewSession session) {
        return queries.run(handle -> clock.bindTo(handle.createUpdate(OPEN))
                        .bind("id", session.id().value())
                        .bind("user", session.userId().value())
                        .bind("version", session.userVersion())
                        .bind("secretDigest", session.secretDigest().toBytes())
                        .bind("idleSeconds", session.idleTtl().toSeconds())
                        .bind("maxSeconds", session.maxTtl().toSeconds())
                        .bind("accessExpiresAt", Columns.timestamp(session.accessExpiresAt()))
                        .bind("address", session.origin().address())
                        .bind("userAgent", session.origin().userAgent())
                        .execute()
                == 1);
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return queries.run(handle -> handle.createQuery("SELECT * FROM sessions WHERE id = :id")
                .bind("id", id.value())
                .map(JdbiSessions::session)
                .findOne());
    }

    private static Session session(ResultSet row, StatementContext context) throws SQLException {
        return new Session(
                new SessionId(Columns.uuid(row, "id")),
                new UserId(Columns.uuid(row, "user_id")),
                row.getInt("generation"),
                SecretDigest.restore(row.getBytes("secret_digest")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "last_used_at"),
                Columns.instant(row, "idle_expires_at"),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "access_expires_at"),
                new Origin(row.getString("address"), row.getString("user_agent"), null));
    }
}
