package io.munjigi.benchmarks;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.InMemoryStores;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.TokenProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
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

/** Munjigi's own access tokens, issued and verified on one thread by what the service runs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class AccessTokenBenchmark {

    private static final Secret SECRET = Secret.ofText("0123456789abcdef0123456789abcdef");
    private static final TokenProfile PROFILE = new TokenProfile("https://auth.example.org", "munjigi");

    /** A key of the store has 3,072 bits. */
    public enum Scheme {
        HS256,
        RS256
    }

    @Param
    private Scheme scheme;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private NimbusAccessTokens tokens;
    private NimbusAccessTokens forgetful;
    private AccessClaims claims;
    private String token;
    private String forged;

    @Setup
    public void create() {
        InMemoryStores stores = new InMemoryStores(() -> start);
        tokens = tokens(stores, () -> start);
        forgetful = tokens(stores, new ClockThatGoesBack(start));
        claims = new AccessClaims(
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                new TreeSet<>(Set.of(Role.USER)),
                UUID.randomUUID().toString(),
                start,
                start.plus(Duration.ofMinutes(15)));
        token = tokens.issue(claims);
        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        forged = token.substring(0, signature) + other + token.substring(signature + 1);
        System.out.println("Munjigi's RS256 is native: " + NimbusAccessTokens.hasNativeRs256());
        require(verifyFirst().isPresent()
                && verifyKept().isPresent()
                && refuseForged().isEmpty());
    }

    private NimbusAccessTokens tokens(InMemoryStores stores, InstantSource clock) {
        return switch (scheme) {
            case HS256 -> NimbusAccessTokens.withSharedSecret(PROFILE, SECRET, clock);
            case RS256 ->
                NimbusAccessTokens.withStoredKeys(PROFILE, stores.signingKeys(), AesGcmSealer.under(SECRET), clock);
        };
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("A good token was refused, or a forged one taken");
        }
    }

    /**
     * Of each two readings the later gives the earlier time, so that no verdict holds: each says from when on its token was good. By a
     * nanosecond, for which no token is the worse.
     */
    private static final class ClockThatGoesBack implements InstantSource {

        private final Instant start;
        private long readings;

        ClockThatGoesBack(Instant start) {
            this.start = start;
        }

        @Override
        public Instant instant() {
            readings++;
            return start.minusNanos(readings);
        }
    }

    @Benchmark
    public String issue() {
        return tokens.issue(claims);
    }

    /** The first time that a good token comes: it is read, its signature is checked, and the verdict is kept. */
    @Benchmark
    public Optional<AccessClaims> verifyFirst() {
        return forgetful.verify(token);
    }

    /** Every further time. */
    @Benchmark
    public Optional<AccessClaims> verifyKept() {
        return tokens.verify(token);
    }

    /** One whose signature is wrong, each time: of such no verdict is kept. */
    @Benchmark
    public Optional<AccessClaims> refuseForged() {
        return tokens.verify(forged);
    }
}
