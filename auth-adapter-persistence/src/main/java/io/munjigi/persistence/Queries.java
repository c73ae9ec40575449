package io.munjigi.persistence;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
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

    /** What a row is made into. */
    interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** What a statement's {@code ?} stand for. */
    interface Parameters {
        void setOn(PreparedStatement statement) throws SQLException;
    }

    private interface Asking<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private final DataSource source;
    private final Jdbi jdbi;
    private final Duration longestTransaction;

    /**
     * @param longestTransaction until a transaction is ready to be committed. Limits of single statements do not bound it, nor does anything
     *     in an application's own database; and {@link JdbiRevocations#OVERLAP} counts on a bound.
     */
    Queries(DataSource source, Duration longestTransaction) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        this.longestTransaction = longestTransaction;
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
     * Reads the first row, if there is one, without Jdbi, which takes longer than the database: for what is asked at each request.
     *
     * @param sql with a {@code ?} for each parameter
     */
    <T> Optional<T> find(String sql, Parameters parameters, Mapping<T> mapping) {
        return ask(sql, parameters, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(mapping.of(rows)) : Optional.empty();
            }
        });
    }

    /**
     * Changes rows by one statement, which commits itself; without Jdbi, as {@link #find} does.
     *
     * @return how many rows
     */
    int change(String sql, Parameters parameters) {
        return ask(sql, parameters, PreparedStatement::executeUpdate);
    }

    private <T> T ask(String sql, Parameters parameters, Asking<T> asking) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.setOn(statement);
            return asking.of(statement);
        } catch (SQLException failed) {
            throw SqlFailures.isOutage(failed)
                    ? new AuthException(AuthError.UNAVAILABLE, failed)
                    : new IllegalStateException("a statement failed", failed);
        }
    }

    private Connection connect() {
        try {
            return source.getConnection();
        } catch (SQLException failed) {
            throw new AuthException(AuthError.UNAVAILABLE, failed);
        }
    }

    /** Does what belongs together: all of it, in time, or nothing. */
    <T> T inTransaction(Work<T> work) {
        return run(handle -> transaction(handle, work));
    }

    private <T> T transaction(Handle handle, Work<T> work) {
        long start = System.nanoTime();
        return handle.inTransaction(begun -> {
            T result = work.on(begun);
            if (System.nanoTime() - start > longestTransaction.toNanos()) {
                throw new AuthException(AuthError.UNAVAILABLE);
            }
            return result;
        });
    }

    /**
     * Does what inserts one thing, with what belongs to it, as {@link #inTransaction} does.
     *
     * @param constraint the unique constraint that decides whether there is room for it
     * @return false if that constraint was violated, and otherwise what the work returns; the violation of any other is a defect
     */
    boolean inserts(String constraint, Work<Boolean> insertion) {
        try {
            return jdbi.withHandle(handle -> transaction(handle, insertion));
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
