package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.Test;

/** What becomes of a connection that is still to be read from when the server stops. */
class WorkersTest {

    private static final class CountedConnection extends AbstractConnection implements Runnable {

        private final AtomicInteger reads = new AtomicInteger();

        CountedConnection(EndPoint endPoint) {
            super(endPoint, Runnable::run);
        }

        @Override
        public void onFillable() {
            run();
        }

        @Override
        public void run() {
            reads.incrementAndGet();
        }
    }

    private final ByteArrayEndPoint socket = new ByteArrayEndPoint();
    private final SerialEndPoint endPoint = new SerialEndPoint(socket);
    private final CountedConnection connection = new CountedConnection(endPoint);

    @Test
    void where_no_thread_takes_it_any_more_it_is_closed_and_ended_by_one_that_waits_for_its_turn() {
        CompletableFuture<Integer> readsMeanwhile = new CompletableFuture<>();
        Thread stopping = new Thread(() -> new Workers(20).execute(connection), "stopping");

        endPoint.read(() -> {
            stopping.start();
            awaitBlocked(stopping);
            readsMeanwhile.complete(connection.reads.get());
        });

        assertThat(readsMeanwhile).isCompletedWithValue(0);
        join(stopping);
        assertThat(connection.reads).hasValue(1);
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void where_it_was_queued_and_is_not_read_from_any_more_it_is_closed() {
        new Workers.Reading(endPoint, connection).close();

        assertThat(socket.isOpen()).isFalse();
        assertThat(connection.reads).hasValue(0);
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
