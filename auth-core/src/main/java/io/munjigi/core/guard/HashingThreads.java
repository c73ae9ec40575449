package io.munjigi.core.guard;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Computes password hashes within a budget: a few threads of the lowest priority, a bounded queue in order of arrival, and beyond it a
 * refusal at once. What is not hashing keeps the rest of the machine.
 *
 * <p>Safe for use by many threads. Its own threads are daemons and end when there is nothing to do, so it needs no closing.
 */
public final class HashingThreads {

    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;

    public HashingThreads(HashingBudget budget) {
        BlockingQueue<Runnable> queue =
                budget.queue() == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(budget.queue());
        executor = new ThreadPoolExecutor(
                budget.threads(), budget.threads(), IDLE_SECONDS, TimeUnit.SECONDS, queue, HashingThreads::newThread);
        executor.allowCoreThreadTimeOut(true);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint to platforms that take it; nothing rests on it
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
     * @throws AuthException with {@link AuthError#TOO_BUSY} if too many wait already, or the caller is interrupted while it waits
     */
    public <T> T compute(Supplier<T> work) {
        Future<T> result;
        try {
            result = executor.submit(work::get);
        } catch (RejectedExecutionException full) {
            throw new AuthException(AuthError.TOO_BUSY);
        }
        try {
            return result.get();
        } catch (InterruptedException interrupted) {
            result.cancel(false);
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
}
