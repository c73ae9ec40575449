package io.munjigi.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.testkit.LogLines;
import io.munjigi.core.testkit.contract.ThrottleContract;
import io.munjigi.redis.testkit.RealRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

@Timeout(40)
class RedisThrottleTest implements ThrottleContract {

    @TempDir
    private static Path folder;

    private static RealRedis redis;

    private final AtomicLong micros = new AtomicLong();
    private RedisThrottle throttle;

    @BeforeAll
    static void start() throws IOException {
        redis = RealRedis.started(folder);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        throttle = RedisThrottle.connect(redis.url(), RedisThrottle.USUAL_WAIT, micros::get);
    }

    @AfterEach
    void close() {
        throttle.close();
    }

    @Override
    public Throttle throttle() {
        return throttle;
    }

    @Override
    public void pass(Duration time) {
        micros.addAndGet(time.toNanos() / 1_000);
    }

    /** Real time passes beside the one that is set. */
    @Override
    public Duration tolerance() {
        return Duration.ofSeconds(3);
    }

    @Test
    void nodes_share_the_limits() {
        String key = UUID.randomUUID().toString();
        take(key);
        take(key);
        try (RedisThrottle another = RedisThrottle.connect(redis.url())) {
            assertThat(another.take(List.of(limit(key)))).isZero();
            assertThat(another.take(List.of(limit(key)))).isPositive();
        }
        assertThat(take(key)).isPositive();
    }

    @Test
    void what_is_remembered_goes_by_itself() {
        String key = UUID.randomUUID().toString();
        take(key);
        throttle.note(key + " spread", "one", 3, Duration.ofMinutes(1));

        try (Jedis jedis = redis.client()) {
            assertThat(jedis.pttl("munjigi:limit:" + key)).isBetween(1L, 10_001L);
            assertThat(jedis.pttl("munjigi:limit:" + key + " spread")).isBetween(1L, 60_001L);
        }
    }

    private void assertAway(RedisThrottle asked) {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> asked.take(List.of(limit("any"))))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.UNAVAILABLE));
    }

    @Test
    void redis_may_be_away_and_come_back_and_the_log_says_so_once_each() throws IOException {
        RealRedis mortal = RealRedis.started(folder);
        try (LogLines log = new LogLines("io.munjigi.redis");
                RedisThrottle lasting = RedisThrottle.connect(mortal.url())) {
            assertThat(lasting.take(List.of(limit("any")))).isZero();
            mortal.die();
            assertAway(lasting);
            assertAway(lasting);
            mortal.comeBack();

            Duration answer = null;
            while (answer == null) {
                try {
                    answer = lasting.take(List.of(limit("any")));
                } catch (AuthException away) {
                    Thread.onSpinWait();
                }
            }

            assertThat(answer).isZero();
            assertThat(log.soFar()).filteredOn(line -> line.contains("is lost")).hasSize(1);
            assertThat(log.soFar()).filteredOn(line -> line.endsWith("is back")).hasSize(1);
            assertThat(log.soFar()).anyMatch(line -> line.contains("each node limits for itself"));
        } finally {
            mortal.close();
        }
    }

    @Test
    void a_redis_that_does_not_answer_keeps_nobody_waiting() throws IOException {
        try (SilentProxy silent = new SilentProxy(redis.port());
                RedisThrottle asked = RedisThrottle.connect(silent.url())) {
            silent.goSilent();
            assertAway(asked);
        }
    }
}
