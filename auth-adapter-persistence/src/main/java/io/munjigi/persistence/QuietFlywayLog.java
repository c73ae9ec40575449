package io.munjigi.persistence;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Flyway's log lines for the operator: warnings only. What it reports at each start is of interest to those who debug; its errors come
 * as exceptions besides. Public because Flyway makes it by name.
 */
public final class QuietFlywayLog implements LogCreator, Log {

    private static final System.Logger LOG = System.getLogger("io.munjigi.persistence.migration");

    @Override
    public Log createLogger(Class<?> owner) {
        return this;
    }

    @Override
    public void debug(String message) {
        LOG.log(System.Logger.Level.TRACE, message);
    }

    @Override
    public void info(String message) {
        LOG.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void notice(String message) {
        LOG.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void warn(String message) {
        LOG.log(System.Logger.Level.WARNING, message);
    }

    @Override
    public void error(String message) {
        LOG.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void error(String message, Exception failure) {
        LOG.log(System.Logger.Level.DEBUG, message, failure);
    }
}
