package io.munjigi.core.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Lets many do something at the same time. */
public final class Race {

    private Race() {}

    /** What came of it when so many runners, numbered from 0, set off together. An exception of a runner is thrown here. */
    public static <T> List<T> of(int runners, IntFunction<T> run) {
        return of(IntStream.range(0, runners)
                .<Callable<T>>mapToObj(number -> () -> run.apply(number))
                .toList());
    }

    /** What came of it when these set off together, in their order. An exception of one is thrown here. */
    public static <T> List<T> of(List<Callable<T>> runners) {
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            CyclicBarrier start = new CyclicBarrier(runners.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> runner : runners) {
                running.add(threads.submit(() -> {
                    start.await();
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError("a runner failed", failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
