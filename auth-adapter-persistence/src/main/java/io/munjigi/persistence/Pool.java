package io.munjigi.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The connection pool. A caller waits at most 3 seconds for a connection, so that a lost database is answered for within 4; one that is
 * back is used again within 5.
 */
final class Pool {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration KEEPALIVE = Duration.ofMinutes(2);
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);

    private Pool() {}

    static HikariDataSource open(Engine engine, int size) {
        RetryingSource source = new RetryingSource(engine.forPool());
        HikariConfig config = new HikariConfig();
        config.setPoolName("munjigi");
        config.setDataSource(source.asDataSource());
        config.setMaximumPoolSize(size);
        config.setConnectionInitSql(engine.greeting());
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
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
