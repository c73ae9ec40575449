package io.munjigi.core.guard;

import io.munjigi.core.port.Randomness;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids: UUIDv7 (RFC 9562, 5.7 and 6.2), so that new rows lie together in an index, and what one node makes is in the order in which it
 * was made. Safe for use by many threads.
 */
public final class Identifiers {

    private static final int RANDOM_BYTES = 8;
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;
    private static final long VERSION_7 = 0x7000L;
    private static final long RFC_VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final Randomness randomness;

    /** Milliseconds and, within one, a counter; what runs over takes the next millisecond's. */
    private final AtomicLong last = new AtomicLong();

    public Identifiers(InstantSource clock, Randomness randomness) {
        this.clock = clock;
        this.randomness = randomness;
    }

    /** An id that nobody has had before, behind all that were made here. */
    public UUID next() {
        long now = clock.millis() << COUNTER_BITS;
        return id(last.updateAndGet(before -> Math.max(now, before + 1)));
    }

    /** The same, in the order of ids where one would be that was made then; at the epoch at the earliest. */
    public UUID at(Instant time) {
        return id(Math.max(0, time.toEpochMilli()) << COUNTER_BITS);
    }

    private UUID id(long timeAndCounter) {
        long random = ByteBuffer.wrap(randomness.bytes(RANDOM_BYTES)).getLong();
        long high = ((timeAndCounter >>> COUNTER_BITS) << 16) | VERSION_7 | (timeAndCounter & COUNTER);
        return new UUID(high, RFC_VARIANT | (random >>> 2));
    }
}
