package io.munjigi.http;

import java.io.Closeable;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The threads of a server. One that is to read from a connection waits for whoever is still at it. */
class Workers extends QueuedThreadPool {

    Workers(int most) {
        super(most);
    }

    /** A job that is a connection is to read from it: after an answer, or what came with its opening. All else comes through its end point. */
    @Override
    public void execute(Runnable job) {
        if (job instanceof Connection connection && connection.getEndPoint() instanceof SerialEndPoint endPoint) {
            read(new Reading(endPoint, connection));
        } else {
            super.execute(job);
        }
    }

    /** Where no thread takes it any more Jetty would end the connection in this one, without waiting. */
    private void read(Reading reading) {
        try {
            super.execute(reading);
        } catch (RejectedExecutionException stopped) {
            reading.endPoint().close(stopped);
            reading.run();
        }
    }

    /** A connection that is to be read from; closed where the server stops before. */
    record Reading(SerialEndPoint endPoint, Connection connection) implements Runnable, Closeable {
        @Override
        public void run() {
            endPoint.read((Runnable) connection);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
