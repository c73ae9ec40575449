package io.munjigi.redis;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Announces, on a thread of its own, until Redis has taken it. */
final class Publisher implements AutoCloseable {

    private static final int CLOSING_SECONDS = 2;
    private static final int REGULARLY_SECONDS = 1;

    /** That it comes is all that it says. */
    private static final String NEWS = "";

    private final Line line;
    private final Presence presence;
    private final Backoff backoff = new Backoff();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread daemon = new Thread(work, "munjigi-redis-publisher");
        daemon.setDaemon(true);
        return daemon;
    });

    // For the thread alone.
    private @Nullable Jedis kept;
    private long lastFailure;
    private long pauseNanos;

    Publisher(Line line, Presence presence) {
        this.line = line;
        this.presence = presence;
    }

    void announce() {
        if (waiting.compareAndSet(false, true)) {
            publishIn(0);
        }
    }

    /** Has something done every second that neither throws nor waits. */
    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until this is closed
    void regularly(Runnable work) {
        try {
            thread.scheduleWithFixedDelay(work, REGULARLY_SECONDS, REGULARLY_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException closed) {
            // Then nobody needs it.
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it reports its own failures
    private void publishIn(long nanos) {
        try {
            thread.schedule(this::publish, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // Then nobody is told.
        }
    }

    private void publish() {
        long rest = pauseNanos - (System.nanoTime() - lastFailure);
        if (pauseNanos > 0 && rest > 0) {
            publishIn(rest);
            return;
        }
        waiting.set(false); // first: what is announced from here on may be too late for this one
        try {
            send();
            pauseNanos = 0;
            backoff.reset();
            presence.found(Presence.Side.ANNOUNCING);
        } catch (RuntimeException failed) {
            drop();
            if (!line.isClosed()) {
                presence.lost(Presence.Side.ANNOUNCING, failed);
                lastFailure = System.nanoTime();
                pauseNanos = TimeUnit.MILLISECONDS.toNanos(backoff.nextMillis());
                announce();
            }
        }
    }

    private void send() {
        if (kept != null) {
            try {
                kept.publish(Subscriber.CHANNEL, NEWS);
                return;
            } catch (JedisConnectionException outOfUse) {
                // Redis may have been restarted since, or has closed what was idle: a new connection will tell.
                drop();
            }
        }
        kept = line.open();
        kept.publish(Subscriber.CHANNEL, NEWS);
    }

    private void drop() {
        if (kept != null) {
            try {
                kept.close();
            } catch (RuntimeException alreadyBroken) {
                // That is what was wanted.
            }
            kept = null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        line.close();
        try {
            thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
