package io.munjigi.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/**
 * Makes connections that one thread at a time reads requests from. (What a request's body is read by, is another matter.) Half of that is up
 * to the {@link Workers}.
 *
 * <p>Jetty (12.1.14) has malformed HTTP answered by another thread, and when that is done has the connection read on, while the thread that
 * found the fault may still be at it. Both then hold the same buffer and may both give it back to the pool: the second time it may belong to
 * another connection already, which would be read into by two.
 */
final class SerialHttpConnectionFactory extends HttpConnectionFactory {

    SerialHttpConnectionFactory(HttpConfiguration configuration) {
        super(configuration);
    }

    /**
     * @throws IllegalStateException if it would be read by others than {@link Workers}
     */
    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        if (!(connector.getExecutor() instanceof Workers)) {
            throw new IllegalStateException("others than Workers read from connections");
        }
        return super.newConnection(connector, new SerialEndPoint(endPoint));
    }
}
