package io.munjigi.benchmarks;

import io.munjigi.core.guard.RevocationMirror;
import io.munjigi.core.guard.RevocationMirror.Standing;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Broadcast;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.InMemoryStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whether a verified token was revoked, by a mirror that knows of so many live revocations; says what they take of the heap, too. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class RevocationCheckBenchmark {

    @Param({"0", "10000", "1000000"})
    private int live;

    private RevocationMirror mirror;
    private AccessClaims claims;

    @Setup
    public void fill() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(Duration.ofHours(1));
        InstantSource clock = InstantSource.fixed(now);
        long before = used();
        // Never out of sync: what is measured is the check. The store is empty, so that what is counted is the mirror alone.
        mirror = new RevocationMirror(
                new InMemoryStores(clock).revocations(),
                Broadcast.NONE,
                new FakeAccessTokens(clock),
                clock,
                () -> 0,
                Duration.ofMinutes(15));
        mirror.poll();
        for (int revocation = 0; revocation < live; revocation++) {
            mirror.tell(List.of(Revocation.ofSession(new SessionId(UUID.randomUUID()), until.plusNanos(revocation))));
        }
        System.out.printf("%n%d live revocations take %.1f MB%n", live, (used() - before) / 1e6);
        claims = new AccessClaims(
                new UserId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), new TreeSet<>(), "jti", now, until);
    }

    private static long used() {
        for (int collection = 0; collection < 3; collection++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The check of a token that is good. */
    @Benchmark
    public Standing check() {
        return mirror.standing(claims);
    }
}
