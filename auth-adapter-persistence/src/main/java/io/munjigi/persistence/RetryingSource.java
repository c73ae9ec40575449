package io.munjigi.persistence;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Where the pool has its connections from. Once it is open, what fails because the database is out of reach is tried again twice a second
 * until it succeeds or the pool is closed. Left to itself, HikariCP waits twice as long after each failure, up to 5 seconds, and cannot be
 * told otherwise: then a database that is back would be left alone for so long.
 *
 * <p>The first failure of an outage goes to the pool all the same, which names it as the cause to those who wait in vain.
 */
final class RetryingSource implements DataSource {

    /** With the 3 seconds of an attempt that was lost in a silent network, a database that is back is found well within 5. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DataSource source;
    private volatile BooleanSupplier closed = () -> true;
    private volatile boolean failing;

    /** Tries nothing twice until it is told to. */
    RetryingSource(DataSource source) {
        this.source = source;
    }

    /** From now on, until the pool says that it is closed. */
    void retryUntil(BooleanSupplier isClosed) {
        closed = isClosed;
    }

    @Override
    public Connection getConnection() throws SQLException {
        while (true) {
            try {
                Connection connection = source.getConnection();
                failing = false;
                return connection;
            } catch (SQLException failed) {
                boolean first = !failing;
                failing = true;
                if (first || closed.getAsBoolean() || !SqlFailures.isOutage(failed)) {
                    throw failed;
                }
                pauseOrThrow(failed);
            }
        }
    }

    private static void pauseOrThrow(SQLException failed) throws SQLException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        source.setLogWriter(writer);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
