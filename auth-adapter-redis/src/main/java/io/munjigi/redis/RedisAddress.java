package io.munjigi.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Where Redis is and how it lets us in. Says of itself only where. */
final class RedisAddress {

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,5}");

    private static final Duration SHORTEST_ANSWER = Duration.ofMillis(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    /** Over a subscription goes a ping every second, and what answers it may come as much later as any answer. */
    private static final Duration BETWEEN_ANSWERS_TO_PINGS = Duration.ofSeconds(2);

    private final HostAndPort place;
    private final JedisClientConfig config;

    private RedisAddress(HostAndPort place, JedisClientConfig config) {
        this.place = place;
        this.config = config;
    }

    /**
     * What a URL says.
     *
     * @param answer how long is waited for a connection, and for each answer: 10 milliseconds to 10 seconds
     * @throws IllegalArgumentException if that is out of bounds, or the URL is malformed; the message has nothing of it, since it may have a password
     */
    static RedisAddress parse(String url, Duration answer) {
        permissible(answer);
        try {
            URI uri = new URI(url);
            boolean tls = "rediss".equalsIgnoreCase(uri.getScheme());
            check(tls || "redis".equalsIgnoreCase(uri.getScheme()), "it begins with redis:// or rediss://");
            check(uri.getHost() != null, "it names a host, in letters, digits, dots and hyphens");
            check(uri.getPort() != 0 && uri.getPort() <= 0xffff, "a port is a number from 1 to 65535");
            check(uri.getRawQuery() == null && uri.getRawFragment() == null, "it has no ? and no #");
            check(
                    DATABASE.matcher(uri.getRawPath()).matches(),
                    "after the host comes at most the number of a database");
            HostAndPort place = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
            return new RedisAddress(place, config(tls, uri.getRawUserInfo(), uri.getRawPath(), answer));
        } catch (URISyntaxException malformed) {
            // Without its cause, which repeats what was parsed.
            throw refused("it has characters that are not percent-encoded");
        }
    }

    static Duration permissible(Duration answer) {
        if (answer.compareTo(SHORTEST_ANSWER) < 0 || answer.compareTo(LONGEST_ANSWER) > 0) {
            throw new IllegalArgumentException("Redis is waited for " + SHORTEST_ANSWER + " to " + LONGEST_ANSWER);
        }
        return answer;
    }

    private static JedisClientConfig config(boolean tls, @Nullable String userInfo, String path, Duration answer) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                // The newer protocol begins with a command that an old server refuses by repeating it, password and
                // all.
                .resp2()
                .connectionTimeoutMillis((int) answer.toMillis())
                .socketTimeoutMillis((int) answer.toMillis())
                .blockingSocketTimeoutMillis(
                        (int) answer.plus(BETWEEN_ANSWERS_TO_PINGS).toMillis())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .database(path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0);
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            check(colon >= 0, "before the @ comes user:password, or :password");
            config.user(colon == 0 ? null : decoded(userInfo.substring(0, colon)))
                    .password(decoded(userInfo.substring(colon + 1)));
        }
        if (tls) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return config.build();
    }

    /** A plus sign is a plus sign here. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw refused(rule);
        }
    }

    private static IllegalArgumentException refused(String rule) {
        return new IllegalArgumentException(
                "the URL of Redis is redis[s]://[user:password@]host[:port][/database]: " + rule);
    }

    HostAndPort place() {
        return place;
    }

    JedisClientConfig config() {
        return config;
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
