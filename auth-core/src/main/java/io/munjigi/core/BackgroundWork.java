package io.munjigi.core;

import io.munjigi.core.model.AuthException;
import java.time.Duration;
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

    private final ScheduledExecutorService news = thread("munjigi-news");
    private final ScheduledExecutorService sealing = thread("munjigi-sealing");
    private final ScheduledExecutorService tidying = thread("munjigi-tidying");
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Task poll;
    private final Task seal;
    private final List<Task> chores;
    private final Pace pace;

    /**
     * How long each thread waits before it begins, and from the end of one time to the beginning of the next.
     *
     * @param betweenPolls of the news, and between sealings
     * @param betweenTidyings of any kind
     */
    record Pace(Duration betweenPolls, Duration betweenTidyings) {

        static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /** Does nothing until it is started. */
    BackgroundWork(Pace pace, Runnable poll, Runnable seal, Runnable tidy, Runnable trim, Runnable rotateKeys) {
        this.pace = pace;
        this.poll = new Task("revocations cannot be read", poll);
        this.seal = new Task("the audit trail cannot be sealed", seal);
        this.chores = List.of(
                new Task("what has had its time cannot be removed", tidy),
                new Task("the audit trail cannot be trimmed", trim),
                new Task("signing keys cannot be rotated", rotateKeys));
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    void start() {
        schedule(news, poll, pace.betweenPolls());
        schedule(sealing, seal, pace.betweenPolls());
        chores.forEach(chore -> schedule(tidying, chore, pace.betweenTidyings()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a task reports its own failures
    private static void schedule(ScheduledExecutorService thread, Task task, Duration pause) {
        thread.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
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
