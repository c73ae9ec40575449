package io.munjigi.core.guard;

import io.munjigi.core.model.Limit;
import io.munjigi.core.port.Throttle;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The limits of one node. Each key has one number, the time at which all that was taken is made up for (GCRA, the generic cell rate
 * algorithm of ITU-T I.371). Of keys it remembers those that were used last, some tens of thousands.
 *
 * <p>Safe for use by many threads, which take turns for a microsecond.
 */
public final class InMemoryThrottle implements Throttle {

    private static final int MOST_KEYS = 50_000;
    private static final int MOST_SPREADS = 10_000;

    private final LongSupplier stopwatch;
    private final long origin;
    private final Map<String, Long> madeUpFor = new Latest<>(MOST_KEYS);
    private final Map<String, Seen> spreads = new Latest<>(MOST_SPREADS);

    private record Seen(long until, Set<String> members) {}

    /**
     * @param stopwatch nanoseconds since any moment, as {@link System#nanoTime()}
     */
    public InMemoryThrottle(LongSupplier stopwatch) {
        this.stopwatch = stopwatch;
        this.origin = stopwatch.getAsLong();
    }

    /** Nanoseconds since this was made, which do not wrap around. */
    private long now() {
        return stopwatch.getAsLong() - origin;
    }

    @Override
    public synchronized Duration take(List<Limit> limits) {
        long now = now();
        long wait = 0;
        for (Limit limit : limits) {
            wait = Math.max(wait, after(limit, 1, now) - now - burst(limit));
        }
        if (wait <= 0) {
            limits.forEach(limit -> madeUpFor.put(limit.key(), after(limit, 1, now)));
        }
        return Duration.ofNanos(Math.max(0, wait));
    }

    @Override
    public synchronized void charge(Limit limit, int count) {
        long now = now();
        madeUpFor.put(limit.key(), Math.min(after(limit, count, now), now + 2 * burst(limit)));
    }

    private long after(Limit limit, int count, long now) {
        long before = madeUpFor.getOrDefault(limit.key(), now);
        return Math.max(before, now) + count * limit.rate().interval().toNanos();
    }

    private static long burst(Limit limit) {
        return limit.rate().burst() * limit.rate().interval().toNanos();
    }

    @Override
    public synchronized Spread note(String key, String member, int most, Duration window) {
        long now = now();
        Seen seen = spreads.get(key);
        if (seen == null || seen.until() <= now) {
            seen = new Seen(now + window.toNanos(), new HashSet<>());
            spreads.put(key, seen);
        }
        if (seen.members().size() >= most) {
            return Spread.ABOVE;
        }
        boolean isNew = seen.members().add(member);
        return isNew && seen.members().size() == most ? Spread.REACHED : Spread.BELOW;
    }

    /** Drops what was used longest ago. */
    private static final class Latest<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1;

        private final int most;

        Latest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
