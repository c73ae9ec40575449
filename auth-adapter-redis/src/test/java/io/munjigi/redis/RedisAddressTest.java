package io.munjigi.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslVerifyMode;

class RedisAddressTest {

    private static RedisAddress parsed(String url) {
        return RedisAddress.parse(url, Duration.ofMillis(1_500));
    }

    @Test
    void a_host_is_enough() {
        RedisAddress address = parsed("redis://cache.example.org");

        assertThat(address.place().getHost()).isEqualTo("cache.example.org");
        assertThat(address.place().getPort()).isEqualTo(6379);
        assertThat(address.config().getUser()).isNull();
        assertThat(address.config().getPassword()).isNull();
        assertThat(address.config().getDatabase()).isZero();
        assertThat(address.config().isSsl()).isFalse();
        assertThat(parsed("REDIS://h/").config().getDatabase()).isZero();
    }

    @Test
    void user_password_port_and_database_are_taken_decoded() {
        JedisClientConfig config = parsed("redis://b%3Ab:p%40s+s:%2F@h:7000/12").config();

        assertThat(config.getUser()).isEqualTo("b:b");
        assertThat(config.getPassword()).isEqualTo("p@s+s:/");
        assertThat(config.getDatabase()).isEqualTo(12);
        assertThat(parsed("redis://:secret@h").config().getUser()).isNull();
        assertThat(parsed("redis://:secret@h").config().getPassword()).isEqualTo("secret");
    }

    @Test
    void tls_verifies_certificate_and_host() {
        JedisClientConfig config = parsed("rediss://h:6380").config();

        assertThat(config.getSslOptions().getSslVerifyMode()).isEqualTo(SslVerifyMode.FULL);
    }

    @Test
    void it_says_of_itself_only_where() {
        assertThat(parsed("redis://user:secret@h:7000/1")).hasToString("h:7000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "h:6379",
                "http://:secret@h",
                "redis:",
                "redis://",
                "redis:h",
                "redis:///1",
                "redis://:secret@",
                "redis://secret@h",
                "redis://:secret@h:0",
                "redis://:secret@h:65536",
                "redis://:secret@h:port",
                "redis://:secret@h/one",
                "redis://:secret@h/1/2",
                "redis://:secret@h/-1",
                "redis://:secret@h/99999999999",
                "redis://:secret@h?a=b",
                "redis://:secret@h#a",
                "redis://:sec ret@h",
                "redis://:secret%@h",
                "redis://:secret%zz@h",
            })
    void a_malformed_url_is_refused_and_not_repeated(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisBroadcast.connect(url))
                .withMessageStartingWith("the URL of Redis is redis[s]://[user:password@]host[:port][/database]: ")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void how_long_is_waited_can_be_said_within_bounds() {
        JedisClientConfig config = parsed("redis://h").config();

        assertThat(config.getConnectionTimeoutMillis()).isEqualTo(1_500);
        assertThat(config.getSocketTimeoutMillis()).isEqualTo(1_500);
        assertThat(config.getBlockingSocketTimeoutMillis()).isEqualTo(3_500);
        for (Duration outOfBounds : List.of(Duration.ofMillis(9), Duration.ofMillis(10_001))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedisAddress.parse("redis://h", outOfBounds))
                    .withMessage("Redis is waited for PT0.01S to PT10S");
        }
    }
}
