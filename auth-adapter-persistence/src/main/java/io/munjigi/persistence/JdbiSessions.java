package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;
import static io.munjigi.persistence.DatabaseClock.NOW_BY_PLACE;

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

    /** Read by their places, since H2 looks up names in a map that it makes anew for each statement. */
    private static final String SELECT_ALIVE = """
            SELECT sessions.id, sessions.user_id, generation, secret_digest, sessions.created_at, last_used_at, idle_expires_at, expires_at,
                access_expires_at, address, user_agent, %2$s, %1$s
            FROM sessions JOIN users ON users.id = sessions.user_id
            WHERE NOT users.disabled AND sessions.idle_expires_at > %1$s AND sessions.expires_at > %1$s
            """;

    private static final String FIND = SELECT_ALIVE.formatted(NOW_BY_PLACE, StoredRoles.COLUMN) + "AND sessions.id = ?";

    private static final String OF_USER = SELECT_ALIVE.formatted(NOW, StoredRoles.COLUMN)
            + "AND sessions.user_id = :user ORDER BY sessions.created_at DESC, sessions.id DESC";

    /** Changes no column that an index has: see the migration {@code V1.1} of PostgreSQL. */
    private static final String ROTATE = """
            UPDATE sessions
            SET generation = generation + 1, last_used_at = %1$s,
                idle_expires_at = %1$s + CAST(? AS BIGINT) * INTERVAL '1' SECOND,
                access_expires_at = GREATEST(access_expires_at, CAST(? AS TIMESTAMP(6) WITH TIME ZONE))
            WHERE id = ? AND generation = ? AND idle_expires_at > %1$s AND expires_at > %1$s
                AND EXISTS (SELECT 1 FROM users WHERE users.id = sessions.user_id AND NOT users.disabled)
            """.formatted(NOW_BY_PLACE);

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
        return queries.find(
                FIND,
                statement -> {
                    clock.setOn(statement, 1, 2, 3);
                    statement.setObject(4, id.value());
                },
                JdbiSessions::session);
    }

    @Override
    public List<Session> ofUser(UserId userId) {
        return queries.run(handle -> clock.bindTo(handle.createQuery(OF_USER))
                .bind("user", userId.value())
                .map((row, context) -> session(row))
                .list());
    }

    @Override
    public boolean rotate(Rotation rotation) {
        return queries.change(ROTATE, statement -> {
                    clock.setOn(statement, 1, 2, 7, 8);
                    statement.setLong(3, rotation.idleTtl().toSeconds());
                    statement.setObject(4, Columns.timestamp(rotation.accessExpiresAt()));
                    statement.setObject(5, rotation.id().value());
                    statement.setInt(6, rotation.from());
                })
                == 1;
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

    private static Session session(ResultSet row) throws SQLException {
        UserId userId = new UserId(Columns.uuid(row, 2));
        return new Session(
                new SessionId(Columns.uuid(row, 1)),
                userId,
                row.getInt(3),
                SecretDigest.restore(row.getBytes(4)),
                Columns.instant(row, 5),
                Columns.instant(row, 6),
                Columns.instant(row, 7),
                Columns.instant(row, 8),
                Columns.instant(row, 9),
                new Origin(row.getString(10), row.getString(11), null),
                StoredRoles.of(userId, row.getString(12)),
                Columns.instant(row, 13));
    }
}
