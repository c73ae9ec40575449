package io.munjigi.redis;

import io.munjigi.core.port.Broadcast;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tells other nodes over a channel of Redis, {@code munjigi:news}, that there is news. Needs Redis 6 or newer and nothing that it stores.
 *
 * <p>Redis may be away at any time, at the start too: nothing here fails or waits for it. It is looked for again and again, at most two seconds
 * apart; a connection over which nothing comes for four seconds (two more than an answer may take) is given up, since one that died silently
 * would never say so. With the usual wait the news is back within eight seconds after Redis is. The log has one line when it is lost and one when it is back, neither with the password.
 *
 * <p>Safe for use by many threads; has a thread to announce and one to listen.
 */
public final class RedisBroadcast implements Broadcast, AutoCloseable {

    /** How long an answer is waited for, where nothing else is said. */
    public static final Duration USUAL_WAIT = Duration.ofSeconds(2);

    private final Publisher publisher;
    private final Subscriber subscriber;
    private final AtomicBoolean listening = new AtomicBoolean();

    private RedisBroadcast(RedisAddress address) {
        Presence presence = new Presence(address, "nodes find news by themselves, a little later");
        this.publisher = new Publisher(new Line(address), presence);
        this.subscriber = new Subscriber(new Line(address), presence);
    }

    /** As {@link #connect(String, Duration)}, with the usual wait. */
    public static RedisBroadcast connect(String url) {
        return connect(url, USUAL_WAIT);
    }

    /**
     * A broadcast over the Redis at this address, which need not be there yet.
     *
     * @param url {@code redis://[user:password@]host[:port][/database]}, or {@code rediss://…} for TLS, where the certificate has to be good
     *     for the host; the user may be left out, and characters that a URL cannot have are percent-encoded
     * @param wait for a connection, and for each answer: 10 milliseconds to 10 seconds
     * @throws IllegalArgumentException if one is anything else; the message does not repeat the URL
     */
    public static RedisBroadcast connect(String url, Duration wait) {
        return new RedisBroadcast(RedisAddress.parse(url, wait));
    }

    /**
     * Whether the Redis at this address answers now, and lets us in. Takes some two waits at most.
     *
     * @throws IllegalArgumentException as {@link #connect(String, Duration)} does
     */
    public static boolean answers(String url, Duration wait) {
        try (Line line = new Line(RedisAddress.parse(url, wait));
                Jedis redis = line.open()) {
            return "PONG".equals(redis.ping());
        } catch (JedisException away) {
            return false;
        }
    }

    /**
     * A wait that can be asked for, here or of {@link RedisThrottle}.
     *
     * @throws IllegalArgumentException if it is not one of 10 milliseconds to 10 seconds
     */
    public static Duration permissible(Duration wait) {
        return RedisAddress.permissible(wait);
    }

    /** {@inheritDoc} What is announced while an announcement is on its way becomes one more; while Redis is away, one for all. */
    @Override
    public void announce() {
        publisher.announce();
    }

    /**
     * {@inheritDoc} Something may have been missed each time a subscription begins. A listener that throws is called again like any other.
     *
     * @throws IllegalStateException if it was called before
     */
    @Override
    public void listen(Runnable listener) {
        if (!listening.compareAndSet(false, true)) {
            throw new IllegalStateException("somebody listens already");
        }
        subscriber.start(listener);
        publisher.regularly(subscriber::ping);
    }

    /** Ends both threads, whatever they are waiting for; at the latest after some two seconds. Announcing does nothing any more. */
    @Override
    public void close() {
        subscriber.close();
        publisher.close();
    }
}
