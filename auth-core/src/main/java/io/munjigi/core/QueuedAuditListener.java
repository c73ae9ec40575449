package io.munjigi.core;

import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.port.AuditListener;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands events on to a listener on a daemon thread of its own, so that nobody who causes one waits for it; or, for tests and tools that end
 * soon, at once. What a listener throws is logged; events that it is too slow for are left out, which is said.
 *
 * <p>Safe for use by many threads.
 */
final class QueuedAuditListener implements AuditListener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(QueuedAuditListener.class.getName());

    private static final int MOST_WAITING = 10_000;
    private static final int IDLE_SECONDS = 30;

    private final AuditListener listener;
    private final boolean isQueued;
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean tooSlow = new AtomicBoolean();

    /**
     * @param isQueued whether events wait for a thread, or are handed on at once
     */
    QueuedAuditListener(AuditListener listener, boolean isQueued) {
        this.listener = listener;
        this.isQueued = isQueued;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread daemon = new Thread(work, "munjigi-audit-listener");
                    daemon.setDaemon(true);
                    return daemon;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void hear(AuditEvent event) {
        if (listener == NONE) {
            return;
        }
        if (!isQueued) {
            handOn(event);
            return;
        }
        try {
            thread.execute(() -> handOn(event));
            tooSlow.set(false);
        } catch (RejectedExecutionException full) {
            if (!tooSlow.getAndSet(true)) {
                LOG.log(System.Logger.Level.WARNING, "the audit listener is too slow and misses events");
            }
        }
    }

    private void handOn(AuditEvent event) {
        try {
            listener.hear(event);
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "the audit listener failed for event=" + event.id(), failed);
        }
    }

    /** What waits is handed on still, by a thread that does not keep the process. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
