package io.munjigi.benchmarks;

import io.munjigi.core.guard.HashingThreads;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What the budget of hashes adds to a hash: the way to a hashing thread and back, with nothing to compute there. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class HashBudgetBenchmark {

    /** One thread, and so room for 16 who wait. */
    private final HashingThreads threads = new HashingThreads(HashingBudget.withThreads(1), System::nanoTime);

    @Benchmark
    public boolean oneCaller() {
        return threads.compute(false, () -> true);
    }

    /** Each of 16 waits for all others, so this is 16 turns. */
    @Benchmark
    @Threads(16)
    public boolean sixteenCallers() {
        return threads.compute(false, () -> true);
    }
}
