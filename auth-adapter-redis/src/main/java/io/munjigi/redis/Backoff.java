package io.munjigi.redis;

/** Pauses between attempts: from 100 ms doubling to 2 s, each shortened by up to a half, so that not all nodes come back at once. */
final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 2_000;

    private long next = FIRST_MILLIS;

    long nextMillis() {
        long pause = next;
        next = Math.min(2 * next, LONGEST_MILLIS);
        // The last digits of a stopwatch are random enough to tell nodes apart.
        return pause - Math.floorMod(System.nanoTime() / 1_000, pause / 2);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}
