package io.munjigi.persistence;

import static io.munjigi.persistence.DatabaseClock.NOW;

import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AttemptRule;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.port.PasswordAttempts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

final class JdbiPasswordAttempts implements PasswordAttempts {

    private static final String LATER = "%s + CAST(:%s AS BIGINT) * INTERVAL '0.001' SECOND";

    private static final String SELECT =
            "SELECT wrong, not_before, forgotten_at, %s AS read_at FROM password_attempts WHERE id = :id FOR UPDATE"
                    .formatted(NOW);

    private static final String INSERT =
            "INSERT INTO password_attempts (id, wrong, not_before, forgotten_at) VALUES (:id, :wrong, %s, %s)"
                    .formatted(LATER.formatted(NOW, "pause"), LATER.formatted(NOW, "memory"));

    private static final String UPDATE =
            "UPDATE password_attempts SET wrong = :wrong, not_before = %s, forgotten_at = %s WHERE id = :id"
                    .formatted(LATER.formatted(NOW, "pause"), LATER.formatted(NOW, "memory"));

    private static final String GIVE_BACK =
            "UPDATE password_attempts SET wrong = wrong - 1, not_before = %s WHERE id = :id AND wrong > 0"
                    .formatted(NOW);

    private static final String POSTPONE = """
            UPDATE password_attempts
            SET not_before = GREATEST(not_before, %1$s), forgotten_at = GREATEST(forgotten_at, %1$s)
            WHERE id = :id
            """.formatted(LATER.formatted(NOW, "pause"));

    /** Somebody else was first to insert; then there is a row. A sweep in between would be a coincidence, two in a row a defect. */
    private static final int MOST_TRIES = 5;

    private final Queries queries;
    private final DatabaseClock clock;

    JdbiPasswordAttempts(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    private record Count(int wrong, Instant notBefore, Instant forgottenAt, Instant readAt) {

        boolean isForgotten() {
            return !forgottenAt.isAfter(readAt);
        }

        boolean hasToWait() {
            return !isForgotten() && notBefore.isAfter(readAt);
        }

        Turn refusal() {
            return new Turn(wrong, Duration.between(readAt, notBefore));
        }
    }

    @Override
    public Turn take(AttemptKey key, AttemptRule rule) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            AtomicReference<@Nullable Turn> turn = new AtomicReference<>();
            boolean done = queries.inserts("one_count_per_key", handle -> {
                turn.set(take(handle, key, rule));
                return true;
            });
            Turn given = turn.get();
            if (done && given != null) {
                return given;
            }
        }
        throw new AuthException(AuthError.UNAVAILABLE);
    }

    private Turn take(Handle handle, AttemptKey key, AttemptRule rule) {
        Optional<Count> count = clock.bindTo(handle.createQuery(SELECT))
                .bind("id", key.value())
                .map((row, context) -> new Count(
                        row.getInt("wrong"),
                        Columns.instant(row, "not_before"),
                        Columns.instant(row, "forgotten_at"),
                        Columns.instant(row, "read_at")))
                .findOne();
        if (count.filter(Count::hasToWait).isPresent()) {
            return count.get().refusal();
        }
        int number = 1
                + count.filter(known -> !known.isForgotten()).map(Count::wrong).orElse(0);
        clock.bindTo(handle.createUpdate(count.isPresent() ? UPDATE : INSERT))
                .bind("id", key.value())
                .bind("wrong", number)
                .bind("pause", rule.waitAfter(number).toMillis())
                .bind("memory", rule.memory().toMillis())
                .execute();
        return new Turn(number, Duration.ZERO);
    }

    @Override
    public void giveBack(AttemptKey key) {
        queries.run(handle -> clock.bindTo(handle.createUpdate(GIVE_BACK))
                .bind("id", key.value())
                .execute());
    }

    @Override
    public void postpone(AttemptKey key, Duration wait) {
        queries.run(handle -> clock.bindTo(handle.createUpdate(POSTPONE))
                .bind("id", key.value())
                .bind("pause", wait.toMillis())
                .execute());
    }

    @Override
    public boolean forget(Collection<AttemptKey> keys) {
        return queries.run(handle -> handle.createUpdate("DELETE FROM password_attempts WHERE id = ANY(:ids)")
                        .bindArray(
                                "ids",
                                UUID.class,
                                keys.stream().map(AttemptKey::value).toList())
                        .execute()
                > 0);
    }
}
