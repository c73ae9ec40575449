package io.munjigi.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server of our own that serves {@link AuthRoutes} and nothing else. No worker waits for a slow client's body, every failure down to
 * malformed HTTP is a problem in the contract's form, and stopping lets accepted requests finish.
 *
 * <p>Safe for use by many threads.
 */
public final class AuthServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AuthServer.class.getName());
    private static final int WORKERS = 200;

    /** Most answers are shorter. */
    private static final int ANSWER_BYTES = 2_048;

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(10);

    private final Javalin javalin;
    private final AuthRoutes routes;
    private final Farewell farewell;
    private final Duration delay;

    private AuthServer(Javalin javalin, AuthRoutes routes, Farewell farewell, Duration delay) {
        this.javalin = javalin;
        this.routes = routes;
        this.farewell = farewell;
        this.delay = delay;
    }

    /**
     * How much, and how long, a server waits.
     *
     * @param waiting how many requests may wait for something at once, such as a password hash; there are workers for all others beside them
     * @param idle how long a connection may stay without a byte, 1 second to 10 minutes
     * @param delay how long it serves on when it is to stop but says that it is not ready, 0 seconds to 5 minutes
     * @param stop how long those may take who are being answered when it stops, 1 second to 5 minutes; the stop itself may take some seconds more
     */
    public record Limits(int waiting, Duration idle, Duration delay, Duration stop) {

        private static final Duration USUAL_IDLE = Duration.ofSeconds(30);
        private static final Duration USUAL_STOP = Duration.ofSeconds(20);

        /**
         * @throws IllegalArgumentException if one is out of bounds
         */
        public Limits {
            if (waiting < 0) {
                throw new IllegalArgumentException("fewer than none cannot wait");
            }
            check("a silent connection is kept for", idle, Duration.ofSeconds(1), Duration.ofMinutes(10));
            check("a stop is delayed for", delay, Duration.ZERO, Duration.ofMinutes(5));
            check("a stop waits for", stop, Duration.ofSeconds(1), Duration.ofMinutes(5));
        }

        private static void check(String what, Duration limit, Duration shortest, Duration longest) {
            if (limit.compareTo(shortest) < 0 || limit.compareTo(longest) > 0) {
                throw new IllegalArgumentException(what + " " + shortest + " to " + longest);
            }
        }

        /** So many waiting, 30 seconds of silence, and 20 for a stop, without delay. */
        public static Limits withWaiting(int waiting) {
            return new Limits(waiting, USUAL_IDLE, Duration.ZERO, USUAL_STOP);
        }

        /** The same, with another time for silence. */
        public Limits withIdle(Duration time) {
            return new Limits(waiting, time, delay, stop);
        }

        /** The same, with another delay of a stop. */
        public Limits withDelay(Duration time) {
            return new Limits(waiting, idle, time, stop);
        }

        /** The same, with another time for a stop. */
        public Limits withStop(Duration time) {
            return new Limits(waiting, idle, delay, time);
        }
    }

    /**
     * Starts to serve, without TLS.
     *
     * @param listening as in the other
     */
    public static AuthServer start(AuthRoutes routes, Limits limits, ServerSocketChannel listening) {
        return start(routes, limits, listening, null);
    }

    /**
     * Starts to serve.
     *
     * @param listening where; bound already, so that the address is known, and found taken, before anything else is set up. Closed with the
     *     server.
     * @param tls what to prove with who it is, or null to serve without TLS
     * @throws IllegalArgumentException if the keys for TLS cannot be read
     */
    public static AuthServer start(
            AuthRoutes routes, Limits limits, ServerSocketChannel listening, @Nullable TlsKeys tls) {
        return start(routes, routes.table(), routes::unrouted, limits, listening, tls);
    }

    /**
     * Starts to serve what only those are to reach who run the service: health, and metrics if there are any.
     *
     * @param listening as in the other
     * @param tls as in the other
     * @throws IllegalArgumentException if the keys for TLS cannot be read
     */
    public static AuthServer startManagement(
            AuthRoutes routes, Limits limits, ServerSocketChannel listening, @Nullable TlsKeys tls) {
        RouteTable table = routes.management();
        return start(
                routes, table, context -> table.unrouted(context.method(), context.path()), limits, listening, tls);
    }

    private static AuthServer start(
            AuthRoutes routes,
            RouteTable table,
            Function<Context, Endpoint> unrouted,
            Limits limits,
            ServerSocketChannel listening,
            @Nullable TlsKeys tls) {
        SslContextFactory.Server keys = tls == null ? null : started(tls.contextFactory());
        Farewell farewell = new Farewell();
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.router.ignoreTrailingSlashes = false;
            onlyWhatWeUse(config);
            config.jetty.threadPool = new Workers(limits.waiting() + WORKERS);
            config.jetty.modifyHttpConfiguration(HttpHardening::apply);
            config.jetty.modifyServer(server -> prepare(server, farewell, table, limits));
            config.jetty.addConnector((server, http) -> connector(server, http, limits, listening, keys));
            table.mountOn(config);
            answerTheRest(config, unrouted);
        });
        return new AuthServer(javalin.start(), routes, farewell, limits.delay());
    }

    /** Every request would pay for the rest: handlers before and after, of which there are none, and a buffer of 32 KB for each answer. */
    @SuppressWarnings("unchecked") // Kotlin's varargs are no generic array that could hold anything else
    private static void onlyWhatWeUse(JavalinConfig config) {
        config.requestLifeCycle(DefaultTasks.INSTANCE.getHTTP());
        config.http.responseBufferSize = ANSWER_BYTES;
        config.http.compressionStrategy = CompressionStrategy.NONE;
    }

    private static void prepare(Server server, Farewell farewell, RouteTable table, Limits limits) {
        // In place of Javalin's statistics, which nobody reads.
        WholeBodyHandler bodies = new WholeBodyHandler(Exchange.MAX_BODY_BYTES);
        bodies.setHandler(farewell);
        server.setHandler(bodies);
        server.setErrorHandler(new ProblemErrorHandler(table.unroutedAnswers()));
        server.setStopTimeout(limits.stop().toMillis());
    }

    /** Beforehand, so that what is wrong with the keys is found before anything else is set up. */
    private static SslContextFactory.Server started(SslContextFactory.Server keys) {
        try {
            keys.start();
            return keys;
        } catch (Exception unusable) { // what Jetty declares
            throw new IllegalArgumentException("the key store cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static Connector connector(
            Server server,
            HttpConfiguration http,
            Limits limits,
            ServerSocketChannel listening,
            SslContextFactory.@Nullable Server keys) {
        HttpConnectionFactory plain = new SerialHttpConnectionFactory(http);
        ServerConnector connector;
        if (keys == null) {
            connector = new ServerConnector(server, plain);
        } else {
            http.addCustomizer(TlsKeys.customizer());
            server.addBean(TlsKeys.scanner(keys));
            connector = new ServerConnector(server, new SslConnectionFactory(keys, plain.getProtocol()), plain);
        }
        connector.setIdleTimeout(limits.idle().toMillis());
        try {
            connector.open(listening);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        return connector;
    }

    /** What no route answers: other paths, and methods that Javalin does not know on ours. */
    private static void answerTheRest(JavalinConfig config, Function<Context, Endpoint> unrouted) {
        config.routes.exception(
                HttpResponseException.class,
                (notFound, context) -> unrouted.apply(context).handle(context));
    }

    /** The port it serves on. */
    public int port() {
        return javalin.port();
    }

    /**
     * Stops: says that it is not ready, for every server of the same routes and for good, and serves on as long as a stop is to be delayed, or
     * until this thread is interrupted; then takes no more connections, answers what comes on those that there are, and ends some seconds after
     * the time for it at the latest. Clients that keep their connections are told with the next answer, from the beginning of the delay on, that
     * it was the last; one that sends nothing for a second after it is let go.
     */
    @Override
    public void close() {
        Connector[] connectors = javalin.jettyServer().server().getConnectors();
        // First of all: whoever finds that no connections are taken any more may count on it.
        routes.announceStop();
        if (farewell.say()) {
            pause(delay);
        }
        // Before anything is waited for, or the system would go on taking connections that nobody will accept.
        for (Connector connector : connectors) {
            ((NetworkConnector) connector).close();
        }
        awaitTheEndOfConnections(connectors);
        stop();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        try {
            javalin.stop();
        } catch (JavalinException failed) {
            if (!(failed.getCause() instanceof TimeoutException)) {
                throw failed;
            }
            LOG.log(Level.WARNING, "the time to stop is over: who was still being answered is cut off");
        }
    }

    private static void awaitTheEndOfConnections(Connector[] connectors) {
        long end = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        int polls = 0;
        try {
            // Twice in a row, because a connection that was just accepted is not counted for a moment.
            while (polls < 2 && System.nanoTime() - end < 0) {
                boolean none = Arrays.stream(connectors)
                        .allMatch(connector -> connector.getConnectedEndPoints().isEmpty());
                polls = none ? polls + 1 : 0;
                Thread.sleep(BETWEEN_POLLS.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
