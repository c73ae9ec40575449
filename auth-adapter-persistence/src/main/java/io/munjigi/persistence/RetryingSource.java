package io.munjigi.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Where the pool has its connections from. Once it is open, what fails because the database is out of reach is tried again twice a second
 * until it succeeds or the pool is closed. Left to itself, HikariCP waits twice as long after each failure, up to 5 seconds, and cannot be
 * told otherwise: then a database that is back would be left alone for so long.
 *
 * <p>The first failure of an outage goes to the pool all the same, which names it as the cause to those who wait in vain.
 */
final class RetryingSource {

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

    /** A connection, sooner or later; or the failure that trying again does not mend. */
    Connection getConnection() throws SQLException {
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

    /** As the pool takes it. A proxy, because the interface names a logging library, which only the app may choose. */
    DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        return isPlainRequest(method) ? getConnection() : method.invoke(source, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                });
    }

    private static boolean isPlainRequest(Method method) {
        return method.getName().equals("getConnection") && method.getParameterCount() == 0;
    }
}
