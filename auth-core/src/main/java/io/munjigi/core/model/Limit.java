package io.munjigi.core.model;

import java.time.Duration;

/**
 * How often something may happen: so many times at once, and then once in each interval.
 *
 * @param key what is limited; those with the same key share the limit, on all nodes that share a throttle
 * @param rate how often
 */
public record Limit(String key, Rate rate) {

    /**
     * How often.
     *
     * @param burst how many times at once, after a rest; 1 to 1,000,000
     * @param interval how long until there is one more, 1 microsecond to 1 day; a burst is made up for in 10 years
     */
    public record Rate(int burst, Duration interval) {

        private static final int MOST = 1_000_000;

        /** Or it could not be counted in nanoseconds. */
        private static final Duration LONGEST_BURST = Duration.ofDays(3_650);

        private static final Duration SHORTEST = Duration.ofNanos(1_000);
        private static final Duration LONGEST = Duration.ofDays(1);

        /**
         * @throws IllegalArgumentException if one is out of bounds
         */
        public Rate {
            if (burst < 1
                    || burst > MOST
                    || interval.compareTo(SHORTEST) < 0
                    || interval.compareTo(LONGEST) > 0
                    || interval.multipliedBy(burst).compareTo(LONGEST_BURST) > 0) {
                throw new IllegalArgumentException(
                        "a rate is a burst of 1 to 1000000 and an interval of PT0.000001S to P1D");
            }
        }

        /** So many times as often, within the bounds. */
        public Rate times(int factor) {
            Duration shorter = interval.dividedBy(factor);
            return new Rate(
                    (int) Math.min(MOST, (long) burst * factor), shorter.compareTo(SHORTEST) < 0 ? SHORTEST : shorter);
        }
    }
}
