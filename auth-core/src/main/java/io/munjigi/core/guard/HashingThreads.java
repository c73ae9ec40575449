package io.munjigi.core.guard;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Computes password hashes within a budget: a few threads of the lowest priority, a bounded queue, and beyond it a refusal at once. Those
 * who have proven something go first; among equals, whoever came first. What is not hashing keeps the rest of the machine.
 *
 * <p>Safe for use by many threads. Its own threads are daemons and end when there is nothing to do, so it needs no closing.
 */
public final class HashingThreads {

    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;
    private final int mostVisits;
    private final long longestWaitMillis;
    private final LongSupplier stopwatch;
    private final LongAdder begun = new LongAdder();
    private final LongAdder nanosWaited = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private int visits;
    private long arrivals;

    /**
     * @param stopwatch nanoseconds that only ever go on, such as {@code System::nanoTime}
     */
    public HashingThreads(HashingBudget budget, LongSupplier stopwatch) {
        this.stopwatch = stopwatch;
        mostVisits = budget.threads() + budget.queue();
        longestWaitMillis = budget.longestWait().toMillis();
        executor = new ThreadPoolExecutor(
                budget.threads(),
                budget.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(),
                HashingThreads::newThread);
        executor.allowCoreThreadTimeOut(true);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint to platforms that take it
    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "munjigi-hashing");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Does the work on a hashing thread, and waits for it. All the hashing that one request needs belongs into one call: whether there is
     * room is decided once, before anything could be learnt from the answer.
     *
     * @param first whether it goes before the others; where the queue is full, the last of those makes room for it
     * @throws AuthException with {@link AuthError#TOO_BUSY} if too many wait already, it had to make room, its turn has not come within the
     *     longest wait, or the caller is interrupted while it waits
     */
    public <T> T compute(boolean first, Supplier<T> work) {
        try {
            return turn(first, work);
        } catch (AuthException refusal) {
            if (refusal.error() == AuthError.TOO_BUSY) {
                refused.increment();
            }
            throw refusal;
        }
    }

    private <T> T turn(boolean first, Supplier<T> work) {
        Visit<T> visit = enter(first, work);
        try {
            return result(visit);
        } catch (CancellationException madeRoom) {
            throw new AuthException(AuthError.TOO_BUSY);
        } catch (InterruptedException interrupted) {
            giveUp(visit);
            Thread.currentThread().interrupt();
            throw new AuthException(AuthError.TOO_BUSY);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof OutOfMemoryError) {
                // Others will give theirs back.
                throw new AuthException(AuthError.TOO_BUSY, failed);
            }
            throw new IllegalStateException(failed);
        }
    }

    /** What has begun by the end of the longest wait is waited for still: a hash is a matter of milliseconds. */
    private <T> T result(Visit<T> visit) throws InterruptedException, ExecutionException {
        try {
            return visit.get(longestWaitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            giveUp(visit);
            return visit.get();
        }
    }

    private synchronized <T> Visit<T> enter(boolean first, Supplier<T> work) {
        if (visits == mostVisits && !(first && isRoomMade())) {
            throw new AuthException(AuthError.TOO_BUSY);
        }
        Visit<T> visit = new Visit<>(first, arrivals, stopwatch.getAsLong(), work);
        arrivals++;
        visits++;
        try {
            executor.execute(visit);
        } catch (RuntimeException | Error noThread) {
            executor.remove(visit);
            visits--;
            throw noThread;
        }
        return visit;
    }

    /** Whoever begins just now makes none; then the one before does. */
    private boolean isRoomMade() {
        Optional<Visit<?>> last = lastWhoWaits();
        while (last.isPresent() && !giveUp(last.get())) {
            last = lastWhoWaits();
        }
        return last.isPresent();
    }

    private Optional<Visit<?>> lastWhoWaits() {
        return executor.getQueue().stream()
                .<Visit<?>>map(waiting -> (Visit<?>) waiting)
                .filter(waiting -> !waiting.first)
                .max(Comparator.naturalOrder());
    }

    /** Whether it had waited still; what is computed already goes on. */
    private synchronized boolean giveUp(Visit<?> visit) {
        boolean waited = executor.remove(visit);
        if (waited) {
            visits--;
            visit.cancel(false);
        }
        return waited;
    }

    private synchronized void leave() {
        visits--;
    }

    /** How many are computed now. */
    public int running() {
        return executor.getActiveCount();
    }

    /** How many wait for their turn now. */
    public int waiting() {
        return executor.getQueue().size();
    }

    /** How many had their turn so far. */
    public long begun() {
        return begun.sum();
    }

    /** How long these waited for it, together. */
    public Duration waited() {
        return Duration.ofNanos(nanosWaited.sum());
    }

    /** How many were refused so far. */
    public long refused() {
        return refused.sum();
    }

    private void begin(long entered) {
        begun.increment();
        nanosWaited.add(stopwatch.getAsLong() - entered);
    }

    private final class Visit<T> extends FutureTask<T> implements Comparable<Visit<?>> {

        private final boolean first;
        private final long arrival;

        Visit(boolean first, long arrival, long entered, Supplier<T> work) {
            super(() -> {
                begin(entered);
                try {
                    return work.get();
                } finally {
                    // Within the work, or who waits for it could come again before its place is free.
                    leave();
                }
            });
            this.first = first;
            this.arrival = arrival;
        }

        @Override
        public int compareTo(Visit<?> other) {
            return first == other.first ? Long.compare(arrival, other.arrival) : first ? -1 : 1;
        }
    }
}
