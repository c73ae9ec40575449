package io.munjigi.persistence;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * The way to the database for all stores. A failure that lies in the database's being out of reach, for whatever reason, becomes {@link
 * AuthError#UNAVAILABLE}; what is left is a defect of ours and stays as it is.
 */
final class Queries {

    /** What a store does with a connection. */
    interface Work<T> {
        T on(Handle handle);
    }

    private final Jdbi jdbi;

    Queries(DataSource source) {
        this.jdbi = Jdbi.create(source);
        // Jdbi's messages would repeat what was bound: addresses and hashes.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /** Does one statement, which commits itself. */
    <T> T run(Work<T> work) {
        try {
            return jdbi.withHandle(work::on);
        } catch (JdbiException failed) {
            throw refusalOrDefect(failed);
        }
    }

    /**
     * Does what inserts one thing.
     *
     * @param constraint the unique constraint that decides whether there is room for it
     * @return false if that constraint was violated; the violation of any other is a defect
     */
    boolean inserts(String constraint, Work<?> insertion) {
        try {
            jdbi.useTransaction(insertion::on);
            return true;
        } catch (JdbiException failed) {
            if (SqlFailures.isViolationOf(constraint, failed)) {
                return false;
            }
            throw refusalOrDefect(failed);
        }
    }

    private static RuntimeException refusalOrDefect(JdbiException failed) {
        boolean outage = failed instanceof ConnectionException || SqlFailures.isOutage(failed);
        return outage ? new AuthException(AuthError.UNAVAILABLE, failed) : failed;
    }
}
