package io.munjigi.core.usecase.upkeep;

import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Sweeping;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes sessions, revocations, counts of wrong passwords and keys that have had their time: by one node at a time, in batches that hold up nobody, and no more in one
 * go than that the next finds its turn.
 *
 * <p>Safe for use by many threads; for being called once a minute or so.
 */
public final class PurgeExpired {

    private static final Duration TURN = Duration.ofMinutes(5);
    private static final int BATCH = 1_000;
    private static final int MOST_BATCHES = 100;

    /** Some 100 MB. So many wrong passwords cannot be tried in a day that one with more than a few is among the first to go. */
    private static final int MOST_ATTEMPTS_KEPT = 1_000_000;

    private final Sweeping sweeping;
    private final SigningKeys keys;
    private final InstantSource clock;
    private @Nullable SessionId lookedAt;

    /** Wired by {@code AuthBuilder}. */
    public PurgeExpired(Sweeping sweeping, SigningKeys keys, InstantSource clock) {
        this.sweeping = sweeping;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Removes some, or nothing if it is another node's turn. Sessions are looked at in order of their ids; what was not come to goes on with
     * the next call.
     *
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}
     */
    public synchronized void handle() {
        if (sweeping.takeTurn(TURN)) {
            removeSessions();
            removeRevocations();
            removeKeys();
            removeAttempts();
        }
    }

    private void removeSessions() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            lookedAt = sweeping.removeEndedSessions(lookedAt, BATCH).orElse(null);
            if (lookedAt == null) {
                return;
            }
        }
    }

    private void removeRevocations() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            if (sweeping.removeOutdatedRevocations(BATCH) < BATCH) {
                return;
            }
        }
    }

    private void removeAttempts() {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            if (sweeping.removeOutdatedAttempts(MOST_ATTEMPTS_KEPT, BATCH) < BATCH) {
                return;
            }
        }
    }

    /** A key has had its time when the last token that it could have signed has expired, whatever lifetime was set then. */
    private void removeKeys() {
        Instant over = clock.instant().minus(SessionRules.LONGEST_ACCESS).minus(Revocation.TOLERANCE);
        List<SigningKey> all = keys.all();
        for (int index = 0; index + 1 < all.size(); index++) {
            if (all.get(index + 1).signsFrom().isBefore(over)) {
                keys.remove(all.get(index).keyId(), null, null);
            }
        }
    }
}
