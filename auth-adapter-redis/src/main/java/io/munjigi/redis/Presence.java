package io.munjigi.redis;

import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tells the log once that Redis is lost and once that it is back, whoever notices and however often. */
final class Presence {

    /** Who misses it. */
    enum Side {
        ANNOUNCING,
        LISTENING,
        LIMITING
    }

    private static final System.Logger LOG = System.getLogger(RedisBroadcast.class.getName());

    private final RedisAddress address;
    private final String meanwhile;
    private final Set<Side> missing = EnumSet.noneOf(Side.class);

    /**
     * @param meanwhile what happens until it is back, for the log
     */
    Presence(RedisAddress address, String meanwhile) {
        this.address = address;
        this.meanwhile = meanwhile;
    }

    synchronized void lost(Side side, RuntimeException why) {
        if (missing.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "Redis at {0} is lost ({1}); until it is back, {2}",
                    address,
                    reason(why),
                    meanwhile);
        }
        missing.add(side);
    }

    synchronized void found(Side side) {
        if (missing.remove(side) && missing.isEmpty()) {
            LOG.log(Level.INFO, "Redis at {0} is back", address);
        }
    }

    /** Of what Redis itself says, the first word, such as {@code WRONGPASS}: it may go on with what it was sent. */
    private static String reason(RuntimeException why) {
        if (why instanceof JedisDataException refusal) {
            return String.valueOf(refusal.getMessage()).split("\\s", 2)[0];
        }
        Throwable root = why;
        while (root.getCause() != null || root.getSuppressed().length > 0) {
            root = root.getCause() != null ? root.getCause() : root.getSuppressed()[0];
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
