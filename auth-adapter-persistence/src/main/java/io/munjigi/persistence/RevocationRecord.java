package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions and records what is revoked, within the transaction of whoever calls.
 *
 * <p>Locks are taken in one order everywhere, so that nothing waits in a circle: the user's row, then sessions by their ids. Who ends all
 * sessions of a user, or counts on seeing all, must have locked the user's row: then none is opened meanwhile.
 */
final class RevocationRecord {

    /** A token that expires then or earlier is good by no node's clock. */
    static final String OUTDATED_UNTIL =
            "(" + NOW + " - " + Revocation.TOLERANCE.toSeconds() + " * INTERVAL '1' SECOND)";

    private static final String ONE = "id = :session";
    private static final String ALL_BUT_ONE = "id IS DISTINCT FROM CAST(:session AS UUID)";

    /**
     * Waits for rotations that are under way and then sees what they wrote. What is outdated is told apart only afterwards: as a condition
     * it would be judged, and the row passed over, before the wait.
     */
    private static final String LOCK = """
            SELECT id, access_expires_at, access_expires_at > %s AS current
            FROM sessions WHERE user_id = :user AND %s
            ORDER BY id
            FOR UPDATE
            """;

    private static final String DELETE = "DELETE FROM sessions WHERE user_id = :user AND ";

    private static final String INSERT = """
            INSERT INTO revocations (kind, id, recorded_at, until) VALUES (:kind, :id, %s, :until)
            """.formatted(NOW);

    private static final String INSERT_SIGNING_KEYS = """
            INSERT INTO revocations (kind, id, recorded_at, until)
            VALUES ('SIGNING_KEYS', :id, %1$s, %1$s + INTERVAL '1' HOUR)
            """.formatted(NOW);

    /** Tokens that were issued for a session, and those that a login or a refresh that is under way may still issue. */
    private static final String CHANGED_UNTIL = """
            SELECT GREATEST(%1$s + CAST(:seconds AS BIGINT) * INTERVAL '1' SECOND,
                            COALESCE((SELECT MAX(access_expires_at) FROM sessions WHERE user_id = :user), %1$s)) AS until
            """.formatted(NOW);

    private final DatabaseClock clock;

    RevocationRecord(DatabaseClock clock) {
        this.clock = clock;
    }

    /**
     * A session that is locked.
     *
     * @param news what is to be known when it ends
     * @param current whether one of its tokens could still be good
     */
    private record LockedSession(Revocation news, boolean current) {}

    /** Ends a session of a user, if there is such a one. */
    Optional<Revocation> endSession(Handle handle, UserId userId, SessionId id) {
        return end(handle, userId, ONE, id).stream().map(LockedSession::news).findFirst();
    }

    /** Ends all sessions of a user, whose row is locked, but one. Returns what was recorded. */
    List<Revocation> endSessions(Handle handle, UserId userId, @Nullable SessionId kept) {
        return current(end(handle, userId, ALL_BUT_ONE, kept));
    }

    private List<LockedSession> end(Handle handle, UserId userId, String which, @Nullable SessionId session) {
        List<LockedSession> ended = lock(handle, userId, which, session);
        if (!ended.isEmpty()) {
            insert(handle, current(ended));
            handle.createUpdate(DELETE + which)
                    .bind("user", userId.value())
                    .bind("session", session == null ? null : session.value())
                    .execute();
        }
        return ended;
    }

    private List<LockedSession> lock(Handle handle, UserId userId, String which, @Nullable SessionId session) {
        return clock.bindTo(handle.createQuery(LOCK.formatted(OUTDATED_UNTIL, which)))
                .bind("user", userId.value())
                .bind("session", session == null ? null : session.value())
                .map((row, context) -> new LockedSession(
                        Revocation.ofSession(
                                new SessionId(Columns.uuid(row, "id")), Columns.instant(row, "access_expires_at")),
                        row.getBoolean("current")))
                .list();
    }

    private static List<Revocation> current(List<LockedSession> sessions) {
        return sessions.stream()
                .filter(LockedSession::current)
                .map(LockedSession::news)
                .toList();
    }

    /**
     * Records, for so long at least, that the tokens of a user, whose row is locked, say no longer what is true. Returns what was recorded.
     */
    List<Revocation> recordChange(Handle handle, UserId userId, Duration atLeast) {
        Instant until = clock.bindTo(handle.createQuery(CHANGED_UNTIL))
                .bind("user", userId.value())
                .bind("seconds", atLeast.toSeconds())
                .map((row, context) -> Columns.instant(row, "until"))
                .one();
        List<Revocation> news = List.of(Revocation.ofUser(userId, until));
        insert(handle, news);
        return news;
    }

    /** Records that the signing keys have changed. */
    void recordSigningKeys(Handle handle) {
        clock.bindTo(handle.createUpdate(INSERT_SIGNING_KEYS))
                .bind("id", UUID.randomUUID())
                .execute();
    }

    /** Records these. */
    void insert(Handle handle, Collection<Revocation> news) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (Revocation one : news) {
            clock.bindTo(batch)
                    .bind("kind", one.of().name())
                    .bind("id", one.id())
                    .bind("until", Columns.timestamp(one.until()))
                    .add();
        }
        batch.execute();
    }
}
