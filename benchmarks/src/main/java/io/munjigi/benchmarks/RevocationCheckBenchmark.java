package io.munjigi.benchmarks;

import io.munjigi.core.guard.RevocationMirror;
import io.munjigi.core.guard.RevocationMirror.Standing;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Broadcast;
import io.munjigi.core.port.Revocations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
        long before = used();
        Revocations store = (since, reader) -> {
            for (int revocation = 0; since == null && revocation < live; revocation++) {
                reader.accept(Revocation.ofSession(new SessionId(UUID.randomUUID()), until.plusNanos(revocation)));
            }
            return Instant.now();
        };
        // Never out of sync: what is measured is the check.
        mirror = new RevocationMirror(store, Broadcast.NONE, new NoTokens(), Clock.fixed(now, ZoneOffset.UTC), () -> 0);
        mirror.poll();
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

    private static final class NoTokens implements AccessTokens {

        @Override
        public String issue(AccessClaims claims) {
            return "";
        }

        @Override
        public Optional<AccessClaims> verify(String token) {
            return Optional.empty();
        }

        @Override
        public void reloadKeys() {}

        @Override
        public String keySet() {
            return "";
        }
    }
}
