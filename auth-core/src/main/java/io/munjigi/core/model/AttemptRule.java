package io.munjigi.core.model;

import java.time.Duration;

/**
 * How wrong passwords in a row slow down the next.
 *
 * @param free how many cost no wait
 * @param firstWait the wait after the next one; doubled by each that follows
 * @param longestWait the longest wait
 * @param most how many there may be in a row
 * @param memory after how long without another one they are forgotten; as long is the wait when there were the most
 */
public record AttemptRule(int free, Duration firstWait, Duration longestWait, int most, Duration memory) {

    private static final int MOST_DOUBLINGS = 30;

    /**
     * @throws IllegalArgumentException if a number or duration is not positive, or the memory shorter than a wait
     */
    public AttemptRule {
        if (free < 0 || most < 1 || most > 100) {
            throw new IllegalArgumentException("wrong passwords in a row are 1 to 100");
        }
        if (firstWait.isNegative() || longestWait.compareTo(firstWait) < 0 || memory.compareTo(longestWait) < 0) {
            throw new IllegalArgumentException("waits grow, and none is longer than the memory of it");
        }
    }

    /** The same, but until there were the most, none has to wait. */
    public AttemptRule withoutWaits() {
        return new AttemptRule(most, Duration.ZERO, longestWait, most, memory);
    }

    /** How long the next attempt has to wait after so many wrong ones in a row. */
    public Duration waitAfter(int wrong) {
        if (wrong >= most) {
            return memory;
        }
        if (wrong <= free) {
            return Duration.ZERO;
        }
        Duration wait = firstWait.multipliedBy(1L << Math.min(wrong - free - 1, MOST_DOUBLINGS));
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }
}
