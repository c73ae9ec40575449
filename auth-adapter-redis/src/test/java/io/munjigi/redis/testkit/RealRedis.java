package io.munjigi.redis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A Redis of its own that the build brings; it can die and come back on the same port. */
public final class RealRedis implements AutoCloseable {

    /** Below those that the system gives to clients: one that looks for a Redis that is away could otherwise find itself. */
    private static final AtomicInteger PORTS =
            new AtomicInteger(20_000 + (int) (ProcessHandle.current().pid() % 10_000));

    private final RedisServer server;

    private RealRedis(RedisServer server) {
        this.server = server;
    }

    /** One that runs, with these lines in its configuration. Its binary goes to the folder, which is the caller's to remove. */
    public static RealRedis started(Path folder, String... settings) throws IOException {
        var builder = RedisServer.newRedisServer()
                .executableProvider(ExecutableProvider.newJarResourceProvider(folder.toFile()))
                .bind(InetAddress.getLoopbackAddress().getHostAddress())
                .port(freePort())
                .setting("save \"\"");
        for (String setting : settings) {
            builder.setting(setting);
        }
        RealRedis redis = new RealRedis(builder.build());
        redis.comeBack();
        return redis;
    }

    private static int freePort() {
        while (true) {
            int port = PORTS.incrementAndGet();
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
    }

    /** Where it listens, on the loopback address. */
    public int port() {
        return server.ports().get(0);
    }

    /** The same as a URL. */
    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    /** A connection that knows nothing of ours. */
    public Jedis client() {
        return new Jedis("127.0.0.1", port());
    }

    /** Ends it. */
    public void die() {
        try {
            server.stop();
        } catch (IOException unstoppable) {
            throw new UncheckedIOException(unstoppable);
        }
    }

    /** Starts it again, on the same port. */
    public void comeBack() {
        try {
            server.start();
            assertThat(server.isActive()).isTrue();
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    @Override
    public void close() {
        die();
    }
}
