package io.munjigi.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What a first start or a key rotation pays. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
public class KeyGenerationBenchmark {

    // The time depends on the luck of the search for primes: single shots show the spread.
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 10)
    public KeyPair rsa3072() throws GeneralSecurityException {
        return Keys.rsa(3072);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public KeyPair p256() throws GeneralSecurityException {
        return Keys.p256();
    }
}
