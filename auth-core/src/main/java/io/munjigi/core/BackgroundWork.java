package io.munjigi.core;

import io.munjigi.core.model.AuthException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What goes on by itself, on three daemon threads: one keeps up with the news, one seals the audit trail, one tidies. What fails is tried again; a store that cannot
 * be reached is said once.
 */
final class BackgroundWork implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BackgroundWork.class.getName());

    private static final int MILLIS_BETWEEN_POLLS = 1_000;
    private static final int MILLIS_BETWEEN_SEALINGS = 1_000;
    private static final int SECONDS_BETWEEN_TIDYINGS = 60;

    private final ScheduledExecutorService news = thread("munjigi-news");
    private final ScheduledExecutorService sealing = thread("munjigi-sealing");
    private final ScheduledExecutorService tidying = thread("munjigi-tidying");
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Task poll;
    private final Task seal;
    private final List<Task> chores;
    private final QueuedAuditListener listener;

    /**
     * Does nothing until it is started.
     *
     * @param listener is closed with it
     */
    BackgroundWork(
            Runnable poll,
            Runnable seal,
            Runnable tidy,
            Runnable trim,
            Runnable rotateKeys,
            QueuedAuditListener listener) {
        this.poll = new Task("revocations cannot be read", poll);
        this.seal = new Task("the audit trail cannot be sealed", seal);
        this.chores = List.of(
                new Task("what has had its time cannot be removed", tidy),
                new Task("the audit trail cannot be trimmed", trim),
                new Task("signing keys cannot be rotated", rotateKeys));
        this.listener = listener;
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a task reports its own failures
    void start() {
        news.scheduleWithFixedDelay(poll, MILLIS_BETWEEN_POLLS, MILLIS_BETWEEN_POLLS, TimeUnit.MILLISECONDS);
        sealing.scheduleWithFixedDelay(seal, MILLIS_BETWEEN_SEALINGS, MILLIS_BETWEEN_SEALINGS, TimeUnit.MILLISECONDS);
        for (Task task : chores) {
            tidying.scheduleWithFixedDelay(task, SECONDS_BETWEEN_TIDYINGS, SECONDS_BETWEEN_TIDYINGS, TimeUnit.SECONDS);
        }
    }

    /** Polls at once, or once more after the poll that is under way; those who ask meanwhile share one. */
    void pollSoon() {
        if (asked.compareAndSet(false, true)) {
            try {
                news.execute(() -> {
                    asked.set(false);
                    poll.run();
                });
            } catch (RejectedExecutionException closed) {
                asked.set(false);
            }
        }
    }

    @Override
    public void close() {
        listener.close();
        news.shutdownNow();
        sealing.shutdownNow();
        tidying.shutdownNow();
    }

    /** Never ends by an exception, which would end its schedule too. */
    private static final class Task implements Runnable {

        private final String complaint;
        private final Runnable work;
        private boolean failing;

        Task(String complaint, Runnable work) {
            this.complaint = complaint;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                failing = false;
            } catch (Throwable failed) { // an Error too: it would end the schedule for good
                if (!failing) {
                    LOG.log(
                            failed instanceof AuthException ? System.Logger.Level.WARNING : System.Logger.Level.ERROR,
                            complaint + "; it is tried again",
                            failed);
                }
                failing = true;
            }
        }
    }
}
