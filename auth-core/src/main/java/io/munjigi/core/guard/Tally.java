package io.munjigi.core.guard;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what comes about, by kind.
 *
 * <p>Safe for use by many threads, which do not wait for one another.
 */
public final class Tally<E extends Enum<E>> {

    private final LongAdder[] counts;

    /** Begins at nothing. */
    public Tally(Class<E> kinds) {
        counts = new LongAdder[kinds.getEnumConstants().length];
        for (int kind = 0; kind < counts.length; kind++) {
            counts[kind] = new LongAdder();
        }
    }

    /** Counts one more. */
    @SuppressWarnings("EnumOrdinal") // in memory only, never kept
    public void add(E kind) {
        counts[kind.ordinal()].increment();
    }

    /** How many there were. */
    @SuppressWarnings("EnumOrdinal") // as above
    public long count(E kind) {
        return counts[kind.ordinal()].sum();
    }
}
