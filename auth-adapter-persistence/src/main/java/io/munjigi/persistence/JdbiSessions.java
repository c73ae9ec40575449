package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

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

    private static final String SELECT_ALIVE = """
            SELECT sessions.*, %1$s AS read_at, %2$s
            FROM sessions JOIN users ON users.id = sessions.user_id
            WHERE NOT users.disabled AND sessions.idle_expires_at > %1$s AND sessions.expires_at > %1$s
            """.formatted(NOW, StoredRoles.COLUMN);

    /** Changes no column that an index has: see the migration {@code V1.1} of PostgreSQL. */
    private static final String ROTATE = """
            UPDATE sessions
            SET generation = generation + 1, last_used_at = %1$s,
                idle_expires_at = %1$s + CAST(:idleSeconds AS BIGINT) * INTERVAL '1' SECOND,
                access_expires_at = GREATEST(access_expires_at, CAST(:accessExpiresAt AS TIMESTAMP(6) WITH TIME ZONE))
            WHERE id = :id AND generation = :from AND idle_expires_at > %1$s AND expires_at > %1$s
                AND EXISTS (SELECT 1 FROM users WHERE users.id = sessions.user_id AND NOT users.disabled)
            """.formatted(NOW);

    private final Queries queries;
    private final DatabaseClock clock;
    private final RevocationRecord record;

    JdbiSessions(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.clock = clock;
        this.record = new RevocationRecord(clock);
    }

    @Override
    public boolean open(NewSession session, AuditEntry entry) {
        return queries.inTransaction(handle -> {
            boolean opened = open(handle, session);
            if (opened) {
                AuditRows.insert(handle, entry);
            }
            return opened;
        });
    }

    private boolean open(Handle handle, NewSession session) {
        return clock.bindTo(handle.createUpdate(OPEN))
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
                == 1;
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return queries.run(handle -> clock.bindTo(handle.createQuery(SELECT_ALIVE + "AND sessions.id = :id"))
                .bind("id", id.value())
                .map(JdbiSessions::session)
                .findOne());
    }

    @Override
    public List<Session> ofUser(UserId userId) {
        return queries.run(handle -> clock.bindTo(handle.createQuery(SELECT_ALIVE
                        + "AND sessions.user_id = :user ORDER BY sessions.created_at DESC, sessions.id DESC"))
                .bind("user", userId.value())
                .map(JdbiSessions::session)
                .list());
    }

    @Override
    public boolean rotate(Rotation rotation) {
        return queries.run(handle -> clock.bindTo(handle.createUpdate(ROTATE))
                        .bind("id", rotation.id().value())
                        .bind("from", rotation.from())
                        .bind("idleSeconds", rotation.idleTtl().toSeconds())
                        .bind("accessExpiresAt", Columns.timestamp(rotation.accessExpiresAt()))
                        .execute()
                == 1);
    }

    @Override
    public Optional<Revocation> end(UserId userId, SessionId id, AuditEntry entry) {
        return queries.inTransaction(handle -> {
            Optional<Revocation> ended = record.endSession(handle, userId, id);
            ended.ifPresent(news -> AuditRows.insert(handle, entry));
            return ended;
        });
    }

    @Override
    public List<Revocation> endAll(UserId userId, @Nullable SessionId kept, AuditEntry entry) {
        return queries.inTransaction(handle -> {
            handle.createUpdate("UPDATE users SET version = version + 1 WHERE id = :user")
                    .bind("user", userId.value())
                    .execute();
            AuditRows.insert(handle, entry);
            return record.endSessions(handle, userId, kept);
        });
    }

    private static Session session(ResultSet row, StatementContext context) throws SQLException {
        UserId userId = new UserId(Columns.uuid(row, "user_id"));
        return new Session(
                new SessionId(Columns.uuid(row, "id")),
                userId,
                row.getInt("generation"),
                SecretDigest.restore(row.getBytes("secret_digest")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "last_used_at"),
                Columns.instant(row, "idle_expires_at"),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "access_expires_at"),
                new Origin(row.getString("address"), row.getString("user_agent"), null),
                StoredRoles.of(userId, row.getString("roles")),
                Columns.instant(row, "read_at"));
    }
}
