package io.munjigi.persistence;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a failed statement means. */
final class SqlFailures {

    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * Classes of SQL states (PostgreSQL, appendix A): connection, transaction rolled back, resources, operator intervention (where timeouts
     * are too), system.
     */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** Single ones: lock not available, idle transaction ended, and a server that became read-only, as the old one does in a fail-over. */
    private static final Set<String> OUTAGE_STATES = Set.of("55P03", "25P03", "25006");

    /** H2: input or output failed, or the database is closed. */
    private static final Set<Integer> H2_OUTAGE_CODES = Set.of(90028, 90031, 90098, 90121);

    /** H2: a deadlock, a lock that was waited for too long, a row that somebody else has changed meanwhile. */
    private static final Set<Integer> H2_COLLISION_CODES = Set.of(40001, 50200, 90131);

    private SqlFailures() {}

    /** Whether the database, or a connection to it, or a lock in it, could not be had; so that trying again may help. */
    static boolean isOutage(Throwable failure) {
        return anyCause(failure, SqlFailures::isOutage);
    }

    private static boolean isOutage(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || failure.getCause() instanceof InterruptedException
                || OUTAGE_CLASSES.stream().anyMatch(state::startsWith)
                || OUTAGE_STATES.contains(state)
                || isH2Fault(failure);
    }

    /** Whether H2 cannot go on with this database, which it then closes by itself; not so where statements were in each other's way. */
    static boolean isH2Fault(SQLException failure) {
        int code = failure.getErrorCode();
        return H2_OUTAGE_CODES.contains(code)
                || (isH2FileFailure(failure.getCause()) && !H2_COLLISION_CODES.contains(code));
    }

    /** By name, because H2 need not be there. */
    private static boolean isH2FileFailure(@Nullable Throwable cause) {
        return cause != null && cause.getClass().getName().equals("org.h2.mvstore.MVStoreException");
    }

    /** Whether this unique constraint was violated. Both databases name it in the message, ahead of the row's values. */
    static boolean isViolationOf(String constraint, Throwable failure) {
        return anyCause(
                failure,
                cause -> UNIQUE_VIOLATION.equals(cause.getSQLState())
                        && beforeValues(String.valueOf(cause.getMessage())).contains(constraint));
    }

    private static String beforeValues(String message) {
        return message.split("\\(", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static boolean anyCause(Throwable failure, Predicate<SQLException> is) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && is.test(sql)) {
                return true;
            }
        }
        return false;
    }
}
