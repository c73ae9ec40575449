package io.munjigi.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import java.io.Serial;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * An application's own route behind a guard. Whoever is refused is answered as the contract says. What the application's handler throws is
 * left to the Javalin it is on, whose exception handlers are the application's; all but refusals of use cases, which it asked for.
 */
final class GuardedHandler implements Handler {

    /** How an application watches its own routes is its own affair. */
    private static final RequestWatch.Answers UNHEARD = (status, nanos) -> {};

    private final Function<BiConsumer<Exchange, Principal>, Endpoint.Action> guard;
    private final BiConsumer<Context, Principal> theirs;
    private final Transport transport;

    GuardedHandler(
            Function<BiConsumer<Exchange, Principal>, Endpoint.Action> guard,
            BiConsumer<Context, Principal> theirs,
            Transport transport) {
        this.guard = guard;
        this.theirs = theirs;
        this.transport = transport;
    }

    /** What the application's handler threw, on its way past the answers of the contract. */
    static final class Failure extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1;

        private final RuntimeException thrown;

        private Failure(RuntimeException thrown) {
            super(null, thrown, false, false);
            this.thrown = thrown;
        }

        RuntimeException thrown() {
            return thrown;
        }
    }

    @Override
    public void handle(Context context) {
        AtomicBoolean done = new AtomicBoolean();
        Endpoint.Action action = guard.apply((exchange, caller) -> {
            call(context, caller);
            done.set(true);
        });
        Route route = new Route(context.method(), context.endpoint().path, action);
        new Endpoint(route, transport, UNHEARD).handle(context);
        if (!done.get()) {
            // It may stand before others, which would go on to answer what was refused.
            context.skipRemainingHandlers();
        }
    }

    private void call(Context context, Principal caller) {
        try {
            theirs.accept(context, caller);
        } catch (AuthException refused) {
            throw refused;
        } catch (RuntimeException failed) {
            throw new Failure(failed);
        }
    }
}
