package io.munjigi.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Makes connections that one thread at a time reads requests from. (What a request's body is read by, is another matter.)
 *
 * <p>Jetty (12.1.14) has malformed HTTP answered by another thread, and when that is done has the connection read on, while the thread that
 * found the fault may still be at it. Both then hold the same buffer and may both give it back to the pool: the second time it may belong to
 * another connection already, which would be read into by two.
 */
final class SerialHttpConnectionFactory extends HttpConnectionFactory {

    SerialHttpConnectionFactory(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new SerialHttpConnection(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class SerialHttpConnection extends HttpConnection {

        private final Object reading = new Object();

        SerialHttpConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        /**
         * Waits for moments only, though a request may be answered within: while it is, nobody is interested in what comes on the connection,
         * and whoever ends the answer leaves it to this thread to read on.
         */
        @Override
        public void onFillable() {
            synchronized (reading) {
                super.onFillable();
            }
        }
    }
}
