package io.munjigi.app;

import static io.munjigi.app.Client.access;
import static io.munjigi.app.Client.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.persistence.testkit.CuttableProxy;
import io.munjigi.persistence.testkit.RealPostgres;
import io.munjigi.redis.testkit.RealRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that does not answer costs news its speed, and nothing else. */
@Tag("thorough")
class RedisFaultsIT {

    /** Each asks Redis once or twice and gives it little time; the rest is for a busy machine. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(8);

    @TempDir
    private Path directory;

    private static void assertLogoutHoldsOnBoth(Client here, Client there) {
        long start = System.nanoTime();
        String token = access(here.logIn("ada@example.org"));
        expect(200, there.me(token));
        expect(204, here.logOut(token));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_ANSWER);
        expect(401, here.me(token));
        there.await(401, () -> there.me(token));
    }

    @Test
    void a_redis_that_hangs_keeps_nobody_waiting_and_is_taken_back() throws IOException {
        try (RealRedis redis = RealRedis.started(directory);
                CuttableProxy network = new CuttableProxy(redis.port())) {
            // With limits, which are counted in Redis.
            Map<String, String> settings = SomeSettings.with(
                    SomeSettings.on(RealPostgres.newDatabase()),
                    "MUNJIGI_THROTTLE",
                    "on",
                    "MUNJIGI_REDIS_URL",
                    "redis://127.0.0.1:" + network.port());
            try (RunningJar one = RunningJar.start(settings);
                    RunningJar other = RunningJar.start(settings)) {
                Client here = new Client(one.url());
                Client there = new Client(other.url());
                expect(201, here.signUp("ada@example.org"));
                assertLogoutHoldsOnBoth(here, there);

                network.silence();
                assertLogoutHoldsOnBoth(here, there);
                expect(200, here.get("/health/ready"));
                assertThat(one.log()).anyMatch(line -> line.contains("WARNING") && line.contains("Redis"));

                network.restore();
                assertLogoutHoldsOnBoth(there, here);
            }
        }
    }
}
