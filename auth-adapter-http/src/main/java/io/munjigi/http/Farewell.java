package io.munjigi.http;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Once the server is about to stop, each answer says that its connection ends with it. A client that keeps its connection learns so before
 * it sends the next request, which would otherwise meet a connection that is being closed.
 */
final class Farewell extends Handler.Wrapper {

    private final AtomicBoolean said = new AtomicBoolean();

    /** Whether it is the first time. */
    boolean say() {
        return said.compareAndSet(false, true);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (said.get()) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        return super.handle(request, response, callback);
    }
}
