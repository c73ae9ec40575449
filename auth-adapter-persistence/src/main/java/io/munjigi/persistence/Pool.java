package io.munjigi.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The connection pool. A caller waits for a connection no longer than the settings say; a database that is back is used again within 5 seconds.
 */
final class Pool {

    private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(1);
    private static final Duration KEEPALIVE = Duration.ofMinutes(2);
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);

    private Pool() {}

    static HikariDataSource open(Engine engine, DatabaseSettings settings) {
        RetryingSource source = new RetryingSource(engine.forPool());
        HikariConfig config = new HikariConfig();
        config.setPoolName("munjigi");
        config.setDataSource(source.asDataSource());
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionInitSql(engine.greeting());
        long wait = settings.limits().connection().toMillis();
        config.setConnectionTimeout(wait);
        config.setValidationTimeout(Math.min(wait, LONGEST_VALIDATION.toMillis()));
        config.setExceptionOverride(new ClosedByFault());
        config.setKeepaliveTime(engine.isRemote() ? KEEPALIVE.toMillis() : 0);
        // A database in memory is gone with its last connection.
        config.setMaxLifetime(engine.isRemote() ? MAX_LIFETIME.toMillis() : 0);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            source.retryUntil(pool::isClosed);
            return pool;
        } catch (PoolInitializationException failed) {
            throw failed.getCause() instanceof SQLException refusal ? engine.explain(refusal) : failed;
        }
    }
}
