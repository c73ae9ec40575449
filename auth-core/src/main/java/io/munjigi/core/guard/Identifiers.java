package io.munjigi.core.guard;

import io.munjigi.core.port.Randomness;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Makes ids: UUIDv7 (RFC 9562, 5.7), so that new rows lie together in an index. Safe for use by many threads. */
public final class Identifiers {

    private static final int RANDOM_BYTES = 10;
    private static final long VERSION_7 = 0x7000L;
    private static final long RFC_VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final Randomness randomness;

    public Identifiers(InstantSource clock, Randomness randomness) {
        this.clock = clock;
        this.randomness = randomness;
    }

    /** An id that nobody has had before. */
    public UUID next() {
        return at(clock.instant());
    }

    /** The same, in the order of ids where one would be that was made then; at the epoch at the earliest. */
    public UUID at(Instant time) {
        ByteBuffer random = ByteBuffer.wrap(randomness.bytes(RANDOM_BYTES));
        long timeAndVersion = (Math.max(0, time.toEpochMilli()) << 16) | VERSION_7 | (random.getShort() & 0x0FFFL);
        return new UUID(timeAndVersion, RFC_VARIANT | (random.getLong() >>> 2));
    }
}
