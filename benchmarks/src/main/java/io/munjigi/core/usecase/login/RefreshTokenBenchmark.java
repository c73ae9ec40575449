package io.munjigi.core.usecase.login;

import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.SessionId;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A refresh token without the store: made, read, and held against the digest of its session. In this package to reach it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class RefreshTokenBenchmark {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final RefreshTokens tokens = new RefreshTokens(secret(32));
    private final RefreshTokens.Content content =
            new RefreshTokens.Content(new SessionId(UUID.randomUUID()), secret(16), 7);
    private final SecretDigest digest = SecretDigest.of(content.secret());
    private final String token = tokens.mint(content);
    private final String forged = new RefreshTokens(secret(32)).mint(content);

    private static Secret secret(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Secret.of(bytes);
    }

    /** What is refused at once must not pass for fast. */
    @Setup
    public void check() {
        if (!readAndMatch() || readForged().isPresent()) {
            throw new IllegalStateException("A good token was refused, or a forged one taken");
        }
    }

    @Benchmark
    public String mint() {
        return tokens.mint(content);
    }

    /** What a refresh does before and after it asks the store. */
    @Benchmark
    public boolean readAndMatch() {
        return tokens.read(token).orElseThrow().isOf(digest);
    }

    /** One that another key has made: all that it costs, since the store is not asked. */
    @Benchmark
    public Optional<RefreshTokens.Content> readForged() {
        return tokens.read(forged);
    }
}
