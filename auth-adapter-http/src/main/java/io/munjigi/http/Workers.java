package io.munjigi.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The threads of a server. One that reads on from a connection after an answer waits for whoever is still at it. */
class Workers extends QueuedThreadPool {

    Workers(int most) {
        super(most);
    }

    /** That a job is a connection is how Jetty has it read on; when there is something new to read it comes through the end point. */
    @Override
    public void execute(Runnable job) {
        if (job instanceof Connection connection && connection.getEndPoint() instanceof SerialEndPoint endPoint) {
            super.execute(new Reading(endPoint, job));
        } else {
            super.execute(job);
        }
    }

    /** A connection that is to read on. */
    record Reading(SerialEndPoint endPoint, Runnable job) implements Runnable {
        @Override
        public void run() {
            endPoint.read(job);
        }
    }
}
