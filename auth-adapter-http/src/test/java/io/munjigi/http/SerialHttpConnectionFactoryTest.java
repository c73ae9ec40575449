package io.munjigi.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munjigi.core.testkit.RawHttp;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SerialHttpConnectionFactoryTest {

    private static final byte[] MALFORMED = "GET /users/me HTTP/9.9\r\nHost: x\r\n\r\n".getBytes(US_ASCII);

    @Test
    @Timeout(60)
    void while_a_thread_is_at_what_it_found_malformed_no_other_reads_from_the_connection() throws Exception {
        AnswersFirst threads = new AnswersFirst();
        ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
        Server server = new Server(threads, null, buffers);
        ServerConnector connector = new ServerConnector(
                server, null, null, buffers, 1, 1, new SerialHttpConnectionFactory(new HttpConfiguration()));
        server.addConnector(connector);
        server.start();
        try {
            assertThat(RawHttp.statuses(RawHttp.answers(connector.getLocalPort(), MALFORMED)))
                    .containsExactly(505);
            threads.awaitTheNextReader();
            assertThat(threads.reachedByTheNextReader).containsExactly(Thread.State.BLOCKED);
            assertThat(buffers.getLeaks()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void whoever_else_would_read_makes_no_connection() {
        ServerConnector others = new ServerConnector(new Server(new QueuedThreadPool()));

        assertThatThrownBy(() -> new SerialHttpConnectionFactory(new HttpConfiguration())
                        .newConnection(others, new ByteArrayEndPoint()))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Threads in the order that is the worst: the thread that found the fault goes on when it is answered and the next one reads. */
    private static final class AnswersFirst extends Workers {

        private final CompletableFuture<Thread> nextReader = new CompletableFuture<>();
        private final CountDownLatch through = new CountDownLatch(1);
        private final Queue<Thread.State> reachedByTheNextReader = new ConcurrentLinkedQueue<>();

        AnswersFirst() {
            super(20);
        }

        @Override
        public boolean tryExecute(Runnable task) {
            if (task instanceof ExecutionStrategy) {
                return super.tryExecute(task);
            }
            Thread answering = new Thread(task, "answering");
            answering.start();
            try {
                answering.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        @Override
        public void execute(Runnable job) {
            super.execute(job);
            if (job instanceof Connection) {
                reachedByTheNextReader.add(stateAtRest(nextReader.join()));
            }
        }

        @Override
        protected void runJob(Runnable job) {
            boolean reader = job instanceof Reading || job instanceof Connection;
            if (reader) {
                nextReader.complete(Thread.currentThread());
            }
            super.runJob(job);
            if (reader) {
                through.countDown();
            }
        }

        private static Thread.State stateAtRest(Thread thread) {
            while (true) {
                Thread.State state = thread.getState();
                if (state != Thread.State.NEW && state != Thread.State.RUNNABLE) {
                    return state;
                }
                Thread.onSpinWait();
            }
        }

        /** Until it is through: the client has its answer before there is one. */
        void awaitTheNextReader() throws InterruptedException {
            through.await();
        }
    }
}
