package io.munjigi.core.guard;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Broadcast;
import io.munjigi.core.port.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of the record of revocations, so that a check asks nobody. What this node has ended counts at once, what others have
 * ended from the next poll on.
 *
 * <p>A copy whose last good poll began too long ago does not vouch for anybody: the check tries to catch up, and refuses where it cannot.
 *
 * <p>Safe for use by many threads.
 */
public final class RevocationMirror {

    /** How long a copy is trusted after the poll that it comes from began. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** News of keys is kept for an hour; who has heard nothing for longer than this reads them anyway. */
    private static final Duration LONGEST_RELIED_ON = Duration.ofMinutes(10);

    private static final int LONGEST_WAIT_MILLIS = 200;
    private static final Duration BETWEEN_FORGETTINGS = Duration.ofMinutes(1);

    /** Whether what a token says can still be believed. */
    public enum Standing {
        /** It can. */
        GOOD,
        /** Its session has ended. */
        ENDED,
        /** Its user has changed since: the store knows. */
        CHANGED
    }

    private final Revocations revocations;
    private final Broadcast broadcast;
    private final AccessTokens accessTokens;
    private final InstantSource clock;
    private final LongSupplier stopwatch;
    private final Duration accessTtl;
    private final Map<UUID, Known> sessions = new ConcurrentHashMap<>();
    private final Map<UUID, Known> users = new ConcurrentHashMap<>();
    private final Map<UUID, Known> keys = new ConcurrentHashMap<>();
    private final AtomicBoolean keysChanged = new AtomicBoolean();
    private final ReentrantLock polling = new ReentrantLock();
    private volatile @Nullable Reading lastReading;
    private long lastForgetting;

    /**
     * When a reading began: by the wall clock, which goes on while a machine sleeps, by the stopwatch, which nobody sets, and by the store.
     */
    private record Reading(Instant began, long nanos, Instant storeTime) {}

    /**
     * How long something is to be known: by the wall clock, and by the stopwatch, by which it is for as long at least as a token lives. It is
     * forgotten when both say so, because a wall clock that was in the future for a while would have the tokens live again once it is set
     * right.
     */
    private record Known(Instant until, long untilNanos) {

        Known later(Known other) {
            return new Known(
                    until.isAfter(other.until) ? until : other.until,
                    untilNanos - other.untilNanos > 0 ? untilNanos : other.untilNanos);
        }

        boolean isOverAt(Instant time, long nanos) {
            return until.plus(Revocation.TOLERANCE).isBefore(time)
                    && nanos - untilNanos > Revocation.TOLERANCE.toNanos();
        }
    }

    /**
     * @param accessTokens takes its keys anew when they have changed
     * @param stopwatch nanoseconds that only ever go on, such as {@code System::nanoTime}
     * @param accessTtl how long access tokens live
     */
    public RevocationMirror(
            Revocations revocations,
            Broadcast broadcast,
            AccessTokens accessTokens,
            InstantSource clock,
            LongSupplier stopwatch,
            Duration accessTtl) {
        this.revocations = revocations;
        this.broadcast = broadcast;
        this.accessTokens = accessTokens;
        this.clock = clock;
        this.stopwatch = stopwatch;
        this.accessTtl = accessTtl;
        this.lastForgetting = stopwatch.getAsLong();
    }

    /**
     * How a verified token stands. No query unless this node has lost touch with the store.
     *
     * @throws AuthException with {@link AuthError#UNAVAILABLE} if it has, and cannot catch up
     */
    public Standing standing(AccessClaims claims) {
        catchUpIfSilent();
        if (sessions.containsKey(claims.sessionId().value())) {
            return Standing.ENDED;
        }
        return users.containsKey(claims.subject().value()) ? Standing.CHANGED : Standing.GOOD;
    }

    /** Whether this node knows what others have ended, up to a few seconds ago. */
    public boolean isInSync() {
        Reading reading = lastReading;
        return reading != null
                && stopwatch.getAsLong() - reading.nanos() <= LONGEST_SILENCE.toNanos()
                && !clock.instant().isAfter(reading.began().plus(LONGEST_SILENCE));
    }

    /** How long ago the last good reading began, by the clock that says more; empty if there was none yet. */
    public Optional<Duration> age() {
        Reading reading = lastReading;
        if (reading == null) {
            return Optional.empty();
        }
        Duration lasted = Duration.ofNanos(stopwatch.getAsLong() - reading.nanos());
        Duration passed = Duration.between(reading.began(), clock.instant());
        return Optional.of(lasted.compareTo(passed) >= 0 ? lasted : passed);
    }

    /** Whether this node knows that a session has ended. */
    boolean knowsTheEndOf(SessionId id) {
        return sessions.containsKey(id.value());
    }

    /** Takes over what this node has just committed, and tells the others that there is news. Nothing is done for none. */
    public void tell(Collection<Revocation> news) {
        if (!news.isEmpty()) {
            news.forEach(this::note);
            broadcast.announce();
        }
    }

    /**
     * Reads what is new. One reading at a time; a caller who comes meanwhile waits for its turn.
     *
     * @throws AuthException with {@link AuthError#UNAVAILABLE} if the store cannot be reached
     */
    public void poll() {
        polling.lock();
        try {
            read();
        } finally {
            polling.unlock();
        }
    }

    private void catchUpIfSilent() {
        if (isInSync()) {
            return;
        }
        // One tries; the others wait for that a little.
        if (!isMyTurnToPoll()) {
            throw new AuthException(AuthError.UNAVAILABLE);
        }
        try {
            if (!isInSync()) {
                read();
            }
        } finally {
            polling.unlock();
        }
    }

    private boolean isMyTurnToPoll() {
        try {
            return polling.tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() {
        Instant began = clock.instant();
        long nanos = stopwatch.getAsLong();
        Reading last = lastReading;
        if (last != null && began.isAfter(last.began().plus(LONGEST_RELIED_ON))) {
            keysChanged.set(true); // news of them may have come and gone meanwhile
        }
        Instant storeTime = readSince(last == null ? null : last.storeTime());
        reloadKeysIfChanged();
        lastReading = new Reading(began, nanos, storeTime);
        forgetWhatIsOver(began);
    }

    /** A record that cannot be read, because of a broken row in it, is as good as one that cannot be reached. */
    private Instant readSince(@Nullable Instant since) {
        try {
            return revocations.read(since, this::note);
        } catch (AuthException refused) {
            throw refused;
        } catch (RuntimeException broken) {
            throw new AuthException(AuthError.UNAVAILABLE, broken);
        }
    }

    /** News that is told twice is over when the later telling says. */
    private void note(Revocation news) {
        Known known = known(news.until());
        switch (news.of()) {
            case SESSION -> sessions.merge(news.id(), known, Known::later);
            case USER -> users.merge(news.id(), known, Known::later);
            case SIGNING_KEYS -> {
                if (keys.put(news.id(), known) == null) {
                    keysChanged.set(true);
                }
            }
        }
    }

    /**
     * By the stopwatch no shorter than tokens live, or what comes in while a clock is ahead would be forgotten too early; and no longer than one
     * may live at all, or what comes in while it is years behind would be kept for years.
     */
    private Known known(Instant until) {
        long seconds = Duration.between(clock.instant(), until).toSeconds();
        long left = Math.min(Math.max(seconds, accessTtl.toSeconds()), SessionRules.LONGEST_ACCESS.toSeconds());
        return new Known(until, stopwatch.getAsLong() + TimeUnit.SECONDS.toNanos(left));
    }

    private void reloadKeysIfChanged() {
        if (keysChanged.getAndSet(false)) {
            try {
                accessTokens.reloadKeys();
            } catch (RuntimeException failed) {
                keysChanged.set(true);
                throw failed instanceof AuthException ? failed : new AuthException(AuthError.UNAVAILABLE, failed);
            }
        }
    }

    private void forgetWhatIsOver(Instant now) {
        long nanos = stopwatch.getAsLong();
        if (nanos - lastForgetting < BETWEEN_FORGETTINGS.toNanos()) {
            return;
        }
        for (Map<UUID, Known> all : List.of(sessions, users, keys)) {
            all.values().removeIf(known -> known.isOverAt(now, nanos));
        }
        lastForgetting = nanos;
    }
}
