package io.munjigi.persistence;

import io.munjigi.core.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to come in. Immutable. Hidden from {@code toString}, since a URL can hold a password too.
 *
 * @param url a JDBC URL: {@code jdbc:h2:…} or {@code jdbc:postgresql://…}
 * @param user the user, or null to leave it to the URL and then to the database's custom: {@code sa} in H2, the operating system's user in
 *     PostgreSQL
 * @param password the password, or null to leave it to the URL
 * @param poolSize how many connections are kept, at least 1; all are opened at once and stay open
 * @param limits how long anything waits for the database
 */
public record DatabaseSettings(
        String url, @Nullable String user, @Nullable Secret password, int poolSize, TimeLimits limits) {

    private static final int DEFAULT_POOL_SIZE = 10;

    /** One within the process costs next to nothing, and those who wait for the same write are written together. */
    private static final int POOL_SIZE_OF_EMBEDDED_H2 = 24;

    /**
     * How long anything waits for the database before it is given up as unavailable.
     *
     * @param connection for a connection, 250 ms to 30 s
     * @param statement for a statement, 100 ms to 5 s; four fifths of it for a lock
     * @param transaction for all statements of a transaction together, 1 s to 10 s; no longer, because news of revocations are looked for as
     *     far back as the longest transaction goes
     * @param migration for another node that migrates, and for the answer to a statement of a migration, 1 s to 1 day
     */
    public record TimeLimits(Duration connection, Duration statement, Duration transaction, Duration migration) {

        static final Duration LONGEST_STATEMENT = Duration.ofSeconds(5);
        static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);

        /**
         * @throws IllegalArgumentException if a time is out of bounds
         */
        public TimeLimits {
            check("a connection", connection, Duration.ofMillis(250), Duration.ofSeconds(30));
            check("a statement", statement, Duration.ofMillis(100), LONGEST_STATEMENT);
            check("a transaction", transaction, Duration.ofSeconds(1), LONGEST_TRANSACTION);
            check("a migration", migration, Duration.ofSeconds(1), Duration.ofDays(1));
        }

        private static void check(String what, Duration limit, Duration shortest, Duration longest) {
            if (limit.compareTo(shortest) < 0 || limit.compareTo(longest) > 0) {
                throw new IllegalArgumentException("the time for " + what + " is " + shortest + " to " + longest);
            }
        }

        /**
         * 3 s for a connection, 2.5 s for a statement, 10 s for a transaction, so that a database that is lost is answered for within 4 s;
         * an hour for a migration.
         */
        public static TimeLimits usual() {
            return new TimeLimits(
                    Duration.ofSeconds(3), Duration.ofMillis(2_500), LONGEST_TRANSACTION, Duration.ofHours(1));
        }

        /** The same, with another time for a connection. */
        public TimeLimits withConnection(Duration limit) {
            return new TimeLimits(limit, statement, transaction, migration);
        }

        /** The same, with another time for a statement. */
        public TimeLimits withStatement(Duration limit) {
            return new TimeLimits(connection, limit, transaction, migration);
        }

        /** The same, with another time for a transaction. */
        public TimeLimits withTransaction(Duration limit) {
            return new TimeLimits(connection, statement, limit, migration);
        }

        /** The same, with another time for a migration. */
        public TimeLimits withMigration(Duration limit) {
            return new TimeLimits(connection, statement, transaction, limit);
        }

        /** A lock is given up before the statement that waits for it, so that the failure tells which. */
        Duration lock() {
            return statement.multipliedBy(4).dividedBy(5);
        }
    }

    /**
     * @throws IllegalArgumentException if the pool would be empty
     */
    public DatabaseSettings {
        if (poolSize < 1) {
            throw new IllegalArgumentException("a pool has at least one connection");
        }
    }

    /** The database at a JDBC URL, with 10 connections, or 24 for H2 within the process, and the usual limits of time. */
    public static DatabaseSettings of(String url) {
        boolean embedded = url.startsWith(H2Url.PREFIX) && !new H2Url(url).isRemote();
        int connections = embedded ? POOL_SIZE_OF_EMBEDDED_H2 : DEFAULT_POOL_SIZE;
        return new DatabaseSettings(url, null, null, connections, TimeLimits.usual());
    }

    /** The same, as this user. */
    public DatabaseSettings withUser(String name, Secret itsPassword) {
        return new DatabaseSettings(url, name, itsPassword, poolSize, limits);
    }

    /** The same, with so many connections. */
    public DatabaseSettings withPoolSize(int connections) {
        return new DatabaseSettings(url, user, password, connections, limits);
    }

    /** The same, with other limits of time. */
    public DatabaseSettings withLimits(TimeLimits times) {
        return new DatabaseSettings(url, user, password, poolSize, times);
    }

    /** The same, but that an H2 database that is not there is not made. */
    DatabaseSettings onlyIfThere() {
        boolean h2 = url.startsWith(H2Url.PREFIX);
        return h2 && !new H2Url(url).sets("IFEXISTS")
                ? new DatabaseSettings(url + ";IFEXISTS=TRUE", user, password, poolSize, limits)
                : this;
    }

    @Nullable
    String passwordText() {
        return password == null ? null : new String(password.reveal(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[hidden]";
    }
}
