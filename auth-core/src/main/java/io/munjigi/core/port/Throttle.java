package io.munjigi.core.port;

import io.munjigi.core.model.Limit;
import java.time.Duration;
import java.util.List;

/**
 * Limits how often something happens. Bounded in what it remembers, and allowed to forget: nothing that has to hold for ever rests on it.
 *
 * <p>Safe for use by many threads. A throttle that nodes share throws an {@link io.munjigi.core.model.AuthException} with {@link
 * io.munjigi.core.model.AuthError#UNAVAILABLE} at once where it cannot be reached; then each node limits for itself.
 */
public interface Throttle {

    /** Limits nothing. */
    Throttle UNLIMITED = new Throttle() {
        @Override
        public Duration take(List<Limit> limits) {
            return Duration.ZERO;
        }

        @Override
        public void charge(Limit limit, int count) {}

        @Override
        public Spread note(String key, String member, int most, Duration window) {
            return Spread.BELOW;
        }
    };

    /** How many members were seen together with a key. */
    enum Spread {
        /** Fewer than asked about. */
        BELOW,
        /** As many, with this one; said once. */
        REACHED,
        /** As many, before. */
        ABOVE
    }

    /**
     * Takes one of each limit, or of none if there is one that has none left.
     *
     * @return how long until each has one; zero if they were taken
     */
    Duration take(List<Limit> limits);

    /** Takes so many of a limit, whether it has them or not: those who come next wait until they are made up for, at most the time of two bursts. */
    void charge(Limit limit, int count);

    /**
     * Notes that a member was seen together with a key.
     *
     * @param most how many different members are asked about; no more are remembered
     * @param window how long they are remembered, from the first one on
     */
    Spread note(String key, String member, int most, Duration window);
}
