package io.munjigi.redis;

import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** Listens, on a thread of its own, and subscribes again whenever the subscription is lost. */
final class Subscriber implements AutoCloseable {

    static final String CHANNEL = "munjigi:news";

    private static final System.Logger LOG = System.getLogger(RedisBroadcast.class.getName());

    private static final int CLOSING_MILLIS = 2_000;

    private final Line line;
    private final Presence presence;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;
    private @Nullable Subscription live;

    Subscriber(Line line, Presence presence) {
        this.line = line;
        this.presence = presence;
    }

    synchronized void start(Runnable listener) {
        thread = new Thread(() -> listen(listener), "munjigi-redis-subscriber");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(Runnable listener) {
        do {
            try {
                subscribe(line.open(), listener);
            } catch (RuntimeException lost) {
                if (!line.isClosed()) {
                    presence.lost(Presence.Side.LISTENING, lost);
                }
            }
        } while (!isClosingWithin(backoff.nextMillis()));
    }

    private void subscribe(Jedis redis, Runnable listener) {
        try {
            redis.subscribe(new Subscription(listener), CHANNEL);
        } finally {
            end(redis);
        }
    }

    private boolean isClosingWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException byTheListener) {
            return closing.getCount() == 0; // nobody else knows this thread
        }
    }

    /** Makes Redis say something, so that silence means that it is lost. Neither throws nor waits for an answer. */
    synchronized void ping() {
        if (live != null) {
            try {
                live.ping();
            } catch (RuntimeException lost) {
                // Whoever reads will notice.
            }
        }
    }

    private synchronized void begin(Subscription subscription) {
        live = subscription;
    }

    /** Never while a ping is sent, which would open the connection again. */
    private synchronized void end(Jedis redis) {
        live = null;
        redis.close();
    }

    private final class Subscription extends JedisPubSub {

        private final Runnable listener;

        Subscription(Runnable listener) {
            this.listener = listener;
        }

        @Override
        public void onSubscribe(String channel, int subscribedChannels) {
            begin(this);
            backoff.reset();
            presence.found(Presence.Side.LISTENING);
            tell();
        }

        @Override
        public void onMessage(String channel, String message) {
            tell();
        }

        private void tell() {
            try {
                listener.run();
            } catch (RuntimeException | Error itsOwn) {
                LOG.log(Level.WARNING, "who listens to news has failed", itsOwn);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        line.close();
        Thread ending = started();
        if (ending != null && ending != Thread.currentThread()) {
            try {
                ending.join(CLOSING_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized @Nullable Thread started() {
        return thread;
    }
}
