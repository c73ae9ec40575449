package io.munjigi.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Brings the tables up to date, with Flyway: nobody but this class knows it, so that whoever migrates by other means can leave it out.
 * Nodes that start together migrate one after the other.
 */
final class Migrations {

    private static final String FOLDER = "classpath:io/munjigi/persistence/migration/";

    /** Where Flyway notes what it has applied. */
    static final String HISTORY = "munjigi_schema_history";

    /** "munjigi" in ASCII: nobody else's number. */
    static final long LOCK = 0x6D_75_6E_6A_69_67_69L;

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Migrations() {}

    /**
     * Applies what has not been applied yet. Other tables may stand in the same schema.
     *
     * @param longestWait for another node that migrates
     * @throws DatabaseUnusableException if it is neither H2 nor PostgreSQL, was written by a newer version, has a migration that failed or
     *     is not the one we know, another node takes too long, or a migration fails now
     */
    static void migrate(DataSource source, Duration longestWait) throws SQLException {
        if (isDone(source)) {
            return;
        }
        // Flyway's own lock does not cover all it does to a fresh database.
        synchronized (Migrations.class) {
            try (Connection turn = source.getConnection();
                    Connection work = source.getConnection()) {
                String product = turn.getMetaData().getDatabaseProductName();
                waitForTurn(turn, product, longestWait);
                // Flyway would commit a script in one connection and its mark in another: after a kill between the two
                // no start would succeed.
                migrate(flyway(OneConnection.of(work), product));
                turn.rollback();
                turn.setAutoCommit(true);
            }
        }
    }

    private static boolean isDone(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return (product.equals(POSTGRESQL) || product.equals(H2))
                    && AppliedScripts.areThoseOfThisVersion(connection, product.equals(POSTGRESQL));
        }
    }

    /** How far the tables have come. Changes nothing. */
    static Database.Schema schema(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Flyway flyway = flyway(source, connection.getMetaData().getDatabaseProductName());
            MigrationInfoService known = flyway.info();
            return new Database.Schema(
                    named(known.applied()),
                    named(known.pending()),
                    Arrays.stream(known.all()).map(MigrationInfo::getState).anyMatch(Migrations::isFuture));
        } catch (FlywayException failed) {
            throw new DatabaseUnusableException("the state of the database cannot be read: "
                    + innermost(failed).lines().findFirst().orElse(""));
        }
    }

    /** What a database that is not there yet needs. */
    static Database.Schema ofAnEmptyDatabase() {
        JdbcDataSource nowhere = new JdbcDataSource();
        nowhere.setURL("jdbc:h2:mem:");
        try {
            return schema(nowhere);
        } catch (SQLException impossible) {
            throw new IllegalStateException("H2 opens a database in memory", impossible);
        }
    }

    private static List<String> named(MigrationInfo[] migrations) {
        return Arrays.stream(migrations)
                .filter(migration ->
                        migration.getVersion() != null && !migration.getType().isBaseline())
                .map(migration -> migration.getVersion() + " " + migration.getDescription())
                .toList();
    }

    /** Holds until the transaction ends; in H2, where nodes do not share a file, the JVM's lock is enough. */
    private static void waitForTurn(Connection turn, String product, Duration longestWait) throws SQLException {
        turn.setAutoCommit(false);
        if (product.equals(POSTGRESQL)) {
            try (Statement statement = turn.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = " + longestWait.toMillis());
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            } catch (SQLException refused) {
                if (LOCK_NOT_AVAILABLE.equals(refused.getSQLState())) {
                    throw new DatabaseUnusableException("another node still migrates the database after " + longestWait
                            + ": see what keeps it, then start again");
                }
                throw refused;
            }
        }
    }

    private static void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new DatabaseUnusableException(reason(flyway, failed));
        }
    }

    private static Flyway flyway(DataSource source, String product) {
        boolean postgresql = product.equals(POSTGRESQL);
        if (!postgresql && !product.equals(H2)) {
            throw new DatabaseUnusableException("the database must be H2 or PostgreSQL, not " + product);
        }
        String[] locations =
                postgresql ? new String[] {FOLDER + "common", FOLDER + "postgresql"} : new String[] {FOLDER + "common"};
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .loggers(QuietFlywayLog.class.getName())
                .table(HISTORY)
                .locations(locations)
                .placeholders(Map.of("bytewise", postgresql ? "COLLATE \"C\"" : ""))
                // Whoever embeds us may have tables of their own there.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // By default Flyway would pass over what a newer version of ours has done to the tables.
                .ignoreMigrationPatterns(new String[0])
                .load();
    }

    private static String reason(Flyway flyway, FlywayException failed) {
        MigrationInfo[] all = knownOrNothing(flyway);
        if (Arrays.stream(all).map(MigrationInfo::getState).anyMatch(Migrations::isFuture)) {
            return "the database was written by a newer version of Munjigi: run that version, or restore a backup";
        }
        if (failed instanceof FlywayValidateException) {
            return Arrays.stream(all).anyMatch(migration -> migration.getState().isFailed())
                    ? "an earlier migration of the database failed half-way: restore a backup"
                    : "the database was migrated by scripts that are not those of this version of Munjigi";
        }
        return "the database could not be migrated: "
                + innermost(failed).lines().findFirst().orElse("");
    }

    private static boolean isFuture(MigrationState state) {
        return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
    }

    private static MigrationInfo[] knownOrNothing(Flyway flyway) {
        try {
            return flyway.info().all();
        } catch (FlywayException unreachable) {
            return new MigrationInfo[0];
        }
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
