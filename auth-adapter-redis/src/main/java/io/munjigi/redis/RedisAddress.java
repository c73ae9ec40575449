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

    /** For a connection to be made, and for every answer. */
    private static final int ANSWER_MILLIS = 2_000;

    /** For anything to come over a subscription, over which a ping goes every second. */
    private static final int SILENCE_MILLIS = 4_000;

    private final HostAndPort place;
    private final JedisClientConfig config;

    private RedisAddress(HostAndPort place, JedisClientConfig config) {
        this.place = place;
        this.config = config;
    }

    /**
     * What a URL says.
     *
     * @throws IllegalArgumentException if it is malformed; the message has nothing of it, since it may have a password
     */
    static RedisAddress parse(String url) {
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
            return new RedisAddress(place, config(tls, uri.getRawUserInfo(), uri.getRawPath()));
        } catch (URISyntaxException malformed) {
            // Without its cause, which repeats what was parsed.
            throw refused("it has characters that are not percent-encoded");
        }
    }

    private static JedisClientConfig config(boolean tls, @Nullable String userInfo, String path) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                // The newer protocol begins with a command that an old server refuses by repeating it, password and
                // all.
                .resp2()
                .connectionTimeoutMillis(ANSWER_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .blockingSocketTimeoutMillis(SILENCE_MILLIS)
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

    /** For who does not wait for long. */
    JedisClientConfig configAnsweringWithin(Duration time) {
        int millis = (int) time.toMillis();
        return DefaultJedisClientConfig.builder()
                .from(config)
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .build();
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
