package io.munjigi.core.guard;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingThreadsTest {

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void endCallers() {
        release.countDown();
        callers.shutdownNow();
    }

    private Future<String> occupy(HashingThreads threads) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Future<String> call = callers.submit(() -> threads.compute(false, () -> {
            started.countDown();
            awaitRelease();
            return "done";
        }));
        started.await();
        return call;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void work_is_done_on_a_thread_of_its_own_and_its_result_handed_back() {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(0), System::nanoTime);

        assertThat(threads.compute(false, () -> Thread.currentThread().getName()))
                .isEqualTo("munjigi-hashing");
    }

    @Test
    void whoever_comes_beyond_the_queue_is_refused_at_once() throws Exception {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(1), System::nanoTime);
        List<Future<String>> taken = new ArrayList<>();
        taken.add(occupy(threads));
        CompletableFuture<AuthError> refusal = new CompletableFuture<>();
        // Of two more, one waits and one is refused; which one, nobody can say.
        for (int more = 0; more < 2; more++) {
            taken.add(callers.submit(() -> {
                try {
                    return threads.compute(false, () -> "done");
                } catch (AuthException refused) {
                    refusal.complete(refused.error());
                    return "refused";
                }
            }));
        }

        assertThat(refusal.get()).isEqualTo(AuthError.TOO_BUSY);
        release.countDown();
        List<String> results = new ArrayList<>();
        for (Future<String> call : taken) {
            results.add(call.get());
        }
        assertThat(results).containsExactlyInAnyOrder("done", "done", "refused");
    }

    @Test
    void a_budget_without_a_queue_refuses_the_second() throws Exception {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(0), System::nanoTime);
        Future<String> first = occupy(threads);

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> threads.compute(false, () -> "never"))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.TOO_BUSY));
        release.countDown();
        assertThat(first.get()).isEqualTo("done");
    }

    @Test
    void whoever_has_waited_for_too_long_is_refused_and_takes_no_place() throws Exception {
        HashingThreads threads = new HashingThreads(new HashingBudget(1, 1, Duration.ofMillis(100)), System::nanoTime);
        Future<String> first = occupy(threads);

        for (int visit = 0; visit < 2; visit++) {
            long start = System.nanoTime();
            assertThatExceptionOfType(AuthException.class)
                    .isThrownBy(() -> threads.compute(false, () -> "never"))
                    .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.TOO_BUSY));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("it had a place to wait in")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
        release.countDown();
        assertThat(first.get()).as("it had begun").isEqualTo("done");
    }

    @Test
    void what_the_work_throws_reaches_the_caller() {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(1), System::nanoTime);

        assertThatIllegalStateException()
                .isThrownBy(() -> threads.compute(false, () -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(threads.compute(false, () -> "still there")).isEqualTo("still there");
    }

    @Test
    void where_memory_for_a_hash_cannot_be_had_the_caller_may_try_again() {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(1), System::nanoTime);

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> threads.compute(false, () -> {
                    throw new OutOfMemoryError("planted");
                }))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.TOO_BUSY));
    }

    @Test
    void a_caller_who_is_interrupted_gives_up_and_takes_no_place() throws Exception {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(1), System::nanoTime);
        Future<String> first = occupy(threads);
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        Future<Boolean> second = callers.submit(() -> {
            waiting.complete(Thread.currentThread());
            try {
                threads.compute(false, () -> "never");
                return false;
            } catch (AuthException refused) {
                return refused.error() == AuthError.TOO_BUSY
                        && Thread.currentThread().isInterrupted();
            }
        });
        waiting.get().interrupt();

        assertThat(second.get()).isTrue();
        release.countDown();
        assertThat(first.get()).isEqualTo("done");
    }

    private Future<String> queue(HashingThreads threads, boolean first, String name, List<String> order)
            throws InterruptedException {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        Future<String> call = callers.submit(() -> {
            caller.complete(Thread.currentThread());
            try {
                return threads.compute(first, () -> {
                    order.add(name);
                    return name;
                });
            } catch (AuthException refused) {
                return refused.error().name();
            }
        });
        waitUntilWaiting(caller.join());
        return call;
    }

    /** A caller that stands in the queue, or has been refused already. */
    private static void waitUntilWaiting(Thread caller) throws InterruptedException {
        while (caller.getState() != Thread.State.WAITING && caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void who_has_proven_something_goes_first_and_the_others_in_the_order_in_which_they_came() throws Exception {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(4), System::nanoTime);
        Future<String> running = occupy(threads);
        List<String> order = new CopyOnWriteArrayList<>();
        List<Future<String>> calls = List.of(
                queue(threads, false, "first stranger", order),
                queue(threads, false, "second stranger", order),
                queue(threads, true, "first known", order),
                queue(threads, true, "second known", order));

        release.countDown();
        running.get();
        for (Future<String> call : calls) {
            call.get();
        }

        assertThat(order).containsExactly("first known", "second known", "first stranger", "second stranger");
    }

    @Test
    void where_it_is_full_of_strangers_the_last_of_them_makes_room_for_who_is_known() throws Exception {
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(2), System::nanoTime);
        Future<String> running = occupy(threads);
        List<String> order = new CopyOnWriteArrayList<>();
        Future<String> earlier = queue(threads, false, "earlier", order);
        Future<String> later = queue(threads, false, "later", order);
        Future<String> known = queue(threads, true, "known", order);

        assertThat(later.get()).isEqualTo("TOO_BUSY");
        Future<String> another = queue(threads, true, "another", order);
        assertThat(earlier.get()).isEqualTo("TOO_BUSY");
        assertThatExceptionOfType(AuthException.class)
                .as("beyond a queue of those who are known there is no room for anybody")
                .isThrownBy(() -> threads.compute(true, () -> "never"));
        release.countDown();
        assertThat(running.get()).isEqualTo("done");
        assertThat(known.get()).isEqualTo("known");
        assertThat(another.get()).isEqualTo("another");
        assertThat(order).containsExactly("known", "another");
        assertThat(threads.compute(false, () -> "room again")).isEqualTo("room again");
    }

    @Test
    void it_says_who_has_a_turn_who_waits_for_how_long_and_who_was_refused() throws Exception {
        AtomicLong stopwatch = new AtomicLong();
        HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1).withQueue(1), stopwatch::get);
        Future<String> running = occupy(threads);
        Future<String> second = callers.submit(() -> threads.compute(false, () -> "done"));
        while (threads.waiting() == 0) {
            Thread.onSpinWait();
        }
        assertThat(threads.running()).isEqualTo(1);
        assertThat(threads.begun()).isEqualTo(1);
        assertThat(threads.waited()).isZero();
        assertRefused(AuthError.TOO_BUSY, () -> threads.compute(false, () -> "refused"));
        assertThat(threads.refused()).isEqualTo(1);

        stopwatch.addAndGet(Duration.ofSeconds(3).toNanos());
        release.countDown();

        assertThat(running.get()).isEqualTo(second.get());
        assertThat(threads.waiting()).isZero();
        assertThat(threads.begun()).isEqualTo(2);
        assertThat(threads.waited()).isEqualTo(Duration.ofSeconds(3));
    }
}
