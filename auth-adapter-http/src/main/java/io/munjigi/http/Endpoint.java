package io.munjigi.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A route's handler with all that every route has: request id and headers, refusals as problems, a line in the log. Catches everything
 * itself, so that a Javalin it is mounted on needs no exception handlers for it; but for what an application's own handler throws.
 */
final class Endpoint implements Handler {

    private static final System.Logger LOG = System.getLogger("io.munjigi.http");

    private static final Duration REFUSALS_TAKE = Duration.ofMillis(100);

    /** What a route does. */
    @FunctionalInterface
    interface Action {
        void handle(Exchange exchange);
    }

    private final Route route;
    private final Transport transport;
    private final RequestWatch.Answers answers;

    Endpoint(Route route, Transport transport, RequestWatch.Answers answers) {
        this.route = route;
        this.transport = transport;
        this.answers = answers;
    }

    @Override
    public void handle(Context context) {
        long start = System.nanoTime();
        Exchange exchange = new Exchange(context, transport);
        boolean heldBack = false;
        try {
            if (!exchange.method().equals(route.method().name()) && !route.isUnrouted()) {
                // Javalin took a header's word for the method; proxies in front of us have not.
                throw ProblemException.of(ProblemKind.MALFORMED_REQUEST);
            }
            route.action().handle(exchange);
        } catch (ProblemException refused) {
            exchange.refuse(refused);
        } catch (AuthException refused) {
            if (refused.getCause() != null) {
                LOG.log(System.Logger.Level.WARNING, "unavailable " + exchange.names(), refused.getCause());
            }
            exchange.refuse(ProblemException.of(refused));
            heldBack = isHeldBack(refused);
        } catch (GuardedHandler.Failure theirs) {
            throw theirs.thrown();
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "defect " + exchange.names(), defect);
            exchange.refuse(ProblemException.of(ProblemKind.INTERNAL_ERROR));
        }
        long nanos = System.nanoTime() - start;
        answers.heard(context.statusCode(), nanos);
        log(exchange, context.statusCode(), nanos);
        if (heldBack) {
            holdBack(context);
        }
    }

    /** Which refusals whoever hammers would otherwise get as fast as they ask. */
    private static boolean isHeldBack(AuthException refused) {
        return refused.error() == AuthError.TOO_MANY_ATTEMPTS || refused.error() == AuthError.TOO_BUSY;
    }

    /**
     * Answers a moment later, without a worker that waits. Whoever hammers on connections of theirs would come again as fast as they are
     * refused, and take as much of the machine for each as somebody who is let in.
     */
    private static void holdBack(Context context) {
        try {
            context.future(() -> {
                Executor workers = context.req().getAsyncContext()::start;
                return CompletableFuture.runAsync(
                        () -> {},
                        CompletableFuture.delayedExecutor(REFUSALS_TAKE.toMillis(), TimeUnit.MILLISECONDS, workers));
            });
        } catch (IllegalStateException anotherFuture) {
            // An application's own handler has set one before it refused: then that says when.
        }
    }

    /** Names the route and not the path, which may hold anything. Reading without failure is the ordinary case and logged for debugging only. */
    private void log(Exchange exchange, int status, long nanos) {
        boolean ordinary = route.isRead() && status < 400;
        System.Logger.Level level = ordinary ? System.Logger.Level.DEBUG : System.Logger.Level.INFO;
        LOG.log(
                level,
                () -> "request method="
                        + (route.isUnrouted() ? "-" : route.method().name()) + " route=" + route.path() + " status="
                        + status + " ms="
                        + TimeUnit.NANOSECONDS.toMillis(nanos) + " user=" + exchange.actor() + " " + exchange.names()
                        + " address="
                        + exchange.origin().address());
    }
}
