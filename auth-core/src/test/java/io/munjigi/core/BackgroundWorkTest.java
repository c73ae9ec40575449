package io.munjigi.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.BackgroundWork.Pace;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.testkit.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundWorkTest {

    private static final Pace FAST = new Pace(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final Pace NEVER = new Pace(Duration.ofDays(1), Duration.ofDays(1));
    private static final int LONGEST_WAIT_SECONDS = 30;

    private static void nothing() {}

    private static void await(Semaphore done, int times) throws InterruptedException {
        assertThat(done.tryAcquire(times, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    private static void await(CountDownLatch event) throws InterruptedException {
        assertThat(event.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void it_polls_seals_tidies_trims_and_rotates_again_and_again() throws InterruptedException {
        Semaphore polled = new Semaphore(0);
        Semaphore sealed = new Semaphore(0);
        Semaphore trimmed = new Semaphore(0);
        Semaphore tidied = new Semaphore(0);
        Semaphore rotated = new Semaphore(0);
        try (BackgroundWork work = new BackgroundWork(
                FAST, polled::release, sealed::release, tidied::release, trimmed::release, rotated::release)) {
            work.start();

            for (Semaphore done : List.of(polled, sealed, tidied, trimmed, rotated)) {
                await(done, 3);
            }
        }
    }

    /** A piece of work that fails the first three times, then once more after it went well. */
    private static Runnable unsteady(Semaphore done, Runnable failure) {
        AtomicInteger calls = new AtomicInteger();
        return () -> {
            int call = calls.incrementAndGet();
            try {
                if (call <= 3 || call == 5) {
                    failure.run();
                }
            } finally {
                done.release();
            }
        };
    }

    @Test
    void a_failure_ends_no_schedule_and_is_said_once_until_it_goes_well_again() throws InterruptedException {
        Semaphore polled = new Semaphore(0);
        Semaphore tidied = new Semaphore(0);
        Semaphore rotated = new Semaphore(0);
        LogLines log = new LogLines(BackgroundWork.class.getName());
        try (log;
                BackgroundWork work = new BackgroundWork(
                        FAST,
                        unsteady(polled, () -> {
                            throw new AuthException(AuthError.UNAVAILABLE);
                        }),
                        BackgroundWorkTest::nothing,
                        unsteady(tidied, () -> {
                            throw new StackOverflowError("an Error too");
                        }),
                        BackgroundWorkTest::nothing,
                        unsteady(rotated, () -> {
                            throw new IllegalStateException("a defect");
                        }))) {
            work.start();

            await(polled, 7);
            await(tidied, 7);
            await(rotated, 7);
        }
        assertThat(log.soFar())
                .containsExactlyInAnyOrder(
                        "WARNING revocations cannot be read; it is tried again",
                        "WARNING revocations cannot be read; it is tried again",
                        "SEVERE what has had its time cannot be removed; it is tried again",
                        "SEVERE what has had its time cannot be removed; it is tried again",
                        "SEVERE signing keys cannot be rotated; it is tried again",
                        "SEVERE signing keys cannot be rotated; it is tried again");
    }

    @Test
    void those_who_ask_for_a_poll_meanwhile_share_one() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicInteger polls = new AtomicInteger();
        Semaphore polled = new Semaphore(0);
        Runnable poll = () -> {
            polls.incrementAndGet();
            begun.countDown();
            try {
                await(mayGoOn);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            polled.release();
        };
        try (BackgroundWork work = new BackgroundWork(
                NEVER,
                poll,
                BackgroundWorkTest::nothing,
                BackgroundWorkTest::nothing,
                BackgroundWorkTest::nothing,
                BackgroundWorkTest::nothing)) {
            work.start();
            work.pollSoon();
            await(begun);

            for (int asked = 0; asked < 100; asked++) {
                work.pollSoon();
            }
            mayGoOn.countDown();

            await(polled, 2);
            work.pollSoon();
            await(polled, 1);
            assertThat(polls)
                    .as("one after another on one thread: none is still to come")
                    .hasValue(3);
        }
    }

    @Test
    void once_closed_it_does_nothing_any_more_and_interrupts_what_is_under_way() throws InterruptedException {
        Semaphore polled = new Semaphore(0);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread[] threads = new Thread[2];
        BackgroundWork work = new BackgroundWork(
                FAST,
                () -> {
                    threads[0] = Thread.currentThread();
                    polled.release();
                },
                BackgroundWorkTest::nothing,
                () -> {
                    threads[1] = Thread.currentThread();
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException ended) {
                        interrupted.countDown();
                    }
                },
                BackgroundWorkTest::nothing,
                BackgroundWorkTest::nothing);
        work.start();
        await(polled, 1);
        await(begun);

        work.close();

        await(interrupted);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(LONGEST_WAIT_SECONDS).toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
        int before = polled.availablePermits();
        work.pollSoon();
        assertThat(polled.availablePermits()).isEqualTo(before);
        work.close();
    }
}
