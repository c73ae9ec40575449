package io.munjigi.redis;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Limit;
import io.munjigi.core.port.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Limits that all nodes on one Redis share, under keys that begin with {@code munjigi:limit:} and go by themselves. Times are those of Redis.
 *
 * <p>Redis may be away at any time: then this says so at once, within a quarter of a second the first time unless told otherwise, and does not ask again for a
 * moment. Nothing is lost with it but what was counted in the last minutes.
 *
 * <p>Safe for use by many threads.
 */
public final class RedisThrottle implements Throttle, AutoCloseable {

    private static final String PREFIX = "munjigi:limit:";
    private static final int CONNECTIONS = 8;

    /** How long an answer is waited for, where nothing else is said. */
    public static final Duration USUAL_WAIT = Duration.ofMillis(250);

    /** {@code now} in microseconds, which is exact in a Lua number for some centuries yet. */
    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2] + ARGV[1]
            local function madeUpFor(key) return math.max(tonumber(redis.call('GET', key) or now), now) end
            local function keep(key, value)
                redis.call('SET', key, string.format('%.0f', value), 'PX', math.ceil((value - now) / 1000) + 1)
            end
            """;

    /** GCRA, for each key its burst and interval; all or none. */
    private static final String TAKE = NOW + """
            local wait = 0
            local after = {}
            for i, key in ipairs(KEYS) do
                local interval = tonumber(ARGV[2 * i + 1])
                after[i] = madeUpFor(key) + interval
                wait = math.max(wait, after[i] - now - ARGV[2 * i] * interval)
            end
            if wait > 0 then return math.ceil(wait) end
            for i, key in ipairs(KEYS) do keep(key, after[i]) end
            return 0
            """;

    private static final String CHARGE = NOW + """
            local interval = tonumber(ARGV[3])
            keep(KEYS[1], math.min(madeUpFor(KEYS[1]) + ARGV[4] * interval, now + 2 * ARGV[2] * interval))
            return 0
            """;

    /** A hash of the members, with when they are to be forgotten. */
    private static final String NOTE = NOW + """
            local key, member, most = KEYS[1], ARGV[2], tonumber(ARGV[3])
            local ends = tonumber(redis.call('HGET', key, 'until') or 0)
            if ends <= now then
                redis.call('DEL', key)
                redis.call('HSET', key, 'until', string.format('%.0f', now + ARGV[4]))
                redis.call('PEXPIRE', key, math.ceil(ARGV[4] / 1000) + 1)
            end
            if redis.call('HLEN', key) - 1 >= most then return 2 end
            local new = redis.call('HSET', key, 'member ' .. member, 1)
            if new == 1 and redis.call('HLEN', key) - 1 == most then return 1 end
            return 0
            """;

    private final RedisClient redis;
    private final Presence presence;
    private final LongSupplier offset;
    private final Backoff backoff = new Backoff();
    private long silentSince;
    private long silentNanos;

    private RedisThrottle(RedisAddress address, Duration wait, LongSupplier offset) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxWait(wait);
        this.redis = RedisClient.builder()
                .hostAndPort(address.place())
                .clientConfig(address.config())
                .poolConfig(pool)
                .build();
        this.presence = new Presence(address, "each node limits for itself");
        this.offset = offset;
    }

    /** As {@link #connect(String, Duration)}, with the usual wait. */
    public static RedisThrottle connect(String url) {
        return connect(url, USUAL_WAIT);
    }

    /**
     * Limits in the Redis at this address, which need not be there yet.
     *
     * @param url as for {@link RedisBroadcast#connect(String, Duration)}
     * @param wait for a connection, and for each answer: 10 milliseconds to 10 seconds
     * @throws IllegalArgumentException if one is anything else; the message does not repeat the URL
     */
    public static RedisThrottle connect(String url, Duration wait) {
        return connect(url, wait, () -> 0);
    }

    /** For tests: Redis' time is so many microseconds later than it says. */
    static RedisThrottle connect(String url, Duration wait, LongSupplier offset) {
        return new RedisThrottle(RedisAddress.parse(url, wait), wait, offset);
    }

    @Override
    public Duration take(List<Limit> limits) {
        List<String> arguments = new ArrayList<>();
        for (Limit limit : limits) {
            arguments.add(String.valueOf(limit.rate().burst()));
            arguments.add(micros(limit.rate().interval()));
        }
        List<String> keys = limits.stream().map(limit -> PREFIX + limit.key()).toList();
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(ask(TAKE, keys, arguments)));
    }

    @Override
    public void charge(Limit limit, int count) {
        ask(
                CHARGE,
                List.of(PREFIX + limit.key()),
                List.of(
                        String.valueOf(limit.rate().burst()),
                        micros(limit.rate().interval()),
                        String.valueOf(count)));
    }

    @Override
    public Spread note(String key, String member, int most, Duration window) {
        return switch ((int) ask(NOTE, List.of(PREFIX + key), List.of(member, String.valueOf(most), micros(window)))) {
            case 0 -> Spread.BELOW;
            case 1 -> Spread.REACHED;
            default -> Spread.ABOVE;
        };
    }

    private static String micros(Duration duration) {
        return String.valueOf(TimeUnit.NANOSECONDS.toMicros(duration.toNanos()));
    }

    private long ask(String script, List<String> keys, List<String> arguments) {
        if (isSilent()) {
            throw new AuthException(AuthError.UNAVAILABLE);
        }
        List<String> all = new ArrayList<>();
        all.add(String.valueOf(offset.getAsLong()));
        all.addAll(arguments);
        try {
            Object answer = redis.eval(script, keys, all);
            found();
            return number(answer);
        } catch (JedisException away) {
            lost(away);
            throw new AuthException(AuthError.UNAVAILABLE);
        }
    }

    private static long number(@Nullable Object answer) {
        if (answer instanceof Long number) {
            return number;
        }
        throw new JedisException("the script answers a number");
    }

    private synchronized boolean isSilent() {
        return silentNanos > 0 && System.nanoTime() - silentSince < silentNanos;
    }

    private synchronized void found() {
        if (silentNanos > 0) {
            silentNanos = 0;
            backoff.reset();
        }
        presence.found(Presence.Side.LIMITING);
    }

    private synchronized void lost(JedisException why) {
        silentSince = System.nanoTime();
        silentNanos = TimeUnit.MILLISECONDS.toNanos(backoff.nextMillis());
        presence.lost(Presence.Side.LIMITING, why);
    }

    /** Closes the connections. */
    @Override
    public void close() {
        redis.close();
    }
}
