package io.munjigi.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.munjigi.core.model.AccessClaims;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tokens that were found good, so that each is read, and its signature checked, once. Only good ones are kept: whoever sends others takes no
 * room from anybody. Whether a session has ended is none of this: that is asked for each time, behind it.
 *
 * <p>Safe for use by many threads.
 */
final class VerifiedTokens {

    private static final int LEAST = 1_000;
    private static final int MOST = 100_000;

    /** A token and what it says; and so much of the heap may go to all of them. */
    private static final long BYTES_OF_ONE = 2_048;

    private static final long PART_OF_HEAP = 64;

    private final Cache<String, Verdict> verdicts;
    private final LongAdder found = new LongAdder();
    private final LongAdder missed = new LongAdder();

    /**
     * That a token is good, under these keys, from some moment on until it expires. Before that moment, after a clock was set back, it
     * may not be good yet.
     */
    private record Verdict(AccessClaims claims, KeyRing keys, Instant from) {

        boolean holds(KeyRing keysNow, Instant now) {
            return keys == keysNow && !now.isBefore(from) && claims.isWithinTime(now);
        }
    }

    /** At most so many; which of them are dropped for others depends on how often they come. */
    VerifiedTokens(long most) {
        // On the caller's thread: a thread pool would have to be closed, and there is next to nothing to do.
        verdicts =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /** As many as a small part of the heap has room for. */
    static VerifiedTokens forThisHeap() {
        long room = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / BYTES_OF_ONE;
        return new VerifiedTokens(Math.max(LEAST, Math.min(MOST, room)));
    }

    /** What a token says that was found good under these keys, and still is; empty if it has to be verified. */
    Optional<AccessClaims> claims(String token, KeyRing keys, Instant now) {
        Verdict verdict = verdicts.getIfPresent(token);
        if (verdict != null && verdict.holds(keys, now)) {
            found.increment();
            return Optional.of(verdict.claims());
        }
        if (verdict != null) {
            verdicts.asMap().remove(token, verdict);
        }
        missed.increment();
        return Optional.empty();
    }

    /** Keeps that a token is good. */
    void keep(String token, AccessClaims claims, KeyRing keys, Instant now) {
        verdicts.put(token, new Verdict(claims, keys, now));
    }

    /** How many times a token was known to be good. */
    long found() {
        return found.sum();
    }

    /** How many times it had to be verified. */
    long missed() {
        return missed.sum();
    }

    /** How many are kept, more or less. */
    long size() {
        verdicts.cleanUp();
        return verdicts.estimatedSize();
    }
}
