package io.munjigi.redis;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** One thread's line to Redis, which any other can cut for good, whatever the one is waiting for. */
final class Line implements AutoCloseable {

    private final RedisAddress address;
    private final DefaultJedisSocketFactory sockets;
    private @Nullable Socket latest;
    private boolean closed;

    Line(RedisAddress address) {
        this.address = address;
        this.sockets = new DefaultJedisSocketFactory(address.place(), address.config());
    }

    /**
     * A new connection, logged in. There is one at a time.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if Redis is not there or does not let us in, or this line is closed
     */
    Jedis open() {
        return new Jedis(this::connected, address.config());
    }

    private Socket connected() {
        return kept(sockets.createSocket());
    }

    private synchronized Socket kept(Socket socket) {
        latest = socket;
        if (closed) {
            cut();
            throw new JedisConnectionException("closed");
        }
        return socket;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        cut();
    }

    private void cut() {
        if (latest != null) {
            try {
                latest.close();
            } catch (IOException alreadyBroken) {
                // That is what was wanted.
            }
        }
    }
}
