package io.munjigi.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.testkit.SomeEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueuedAuditListenerTest {

    @Test
    void events_are_heard_in_order_on_a_thread_of_their_own_and_nobody_waits() throws Exception {
        List<AuditEvent> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3);
        QueuedAuditListener listener = new QueuedAuditListener(
                event -> {
                    awaitQuietly(release);
                    heard.add(event);
                    done.countDown();
                    throw new IllegalStateException("which stops nothing");
                },
                true);
        List<AuditEvent> told = List.of(
                SomeEvents.any().event(),
                SomeEvents.any().event(),
                SomeEvents.any().event());

        told.forEach(listener::hear);
        assertThat(heard).isEmpty();
        release.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactlyElementsOf(told);
        listener.close();
        listener.hear(SomeEvents.any().event());
    }

    @Test
    void whoever_is_too_slow_misses_some_and_holds_up_nobody() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger heard = new AtomicInteger();
        QueuedAuditListener listener = new QueuedAuditListener(
                event -> {
                    awaitQuietly(release);
                    heard.incrementAndGet();
                },
                true);

        for (int number = 0; number < 10_100; number++) {
            listener.hear(SomeEvents.any().event());
        }

        assertThat(heard.get()).isZero();
        release.countDown();
        listener.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
