package io.munjigi.persistence;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Stores;
import io.munjigi.core.port.Sweeping;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.Users;
import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import io.munjigi.persistence.Engine.Upkeep;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An open database, H2 or PostgreSQL, with its stores. What a store has acknowledged survives {@code kill -9} of the process, and on
 * PostgreSQL a power cut too. Times of sessions and revocations are the database's.
 *
 * <p>A store answers within 4 seconds, unless {@link DatabaseSettings.TimeLimits} say otherwise: where the database is lost, too busy or
 * locked for longer, by an {@link io.munjigi.core.model.AuthException} with {@code UNAVAILABLE}; within 5 seconds of its return, so are the
 * stores.
 *
 * <p>Safe for use by many threads.
 */
public final class Database implements Stores, AutoCloseable {

    private final Queries queries;
    private final DatabaseClock clock;
    private final UUID node = UUID.randomUUID();
    private final Reachability reachability;
    private final @Nullable HikariDataSource pool;
    private final Runnable closing;

    private Database(DataSource source, TimeLimits limits, @Nullable InstantSource clock, Runnable closing) {
        this.pool = source instanceof HikariDataSource counted ? counted : null;
        this.queries = new Queries(source, limits.transaction());
        this.clock = new DatabaseClock(clock);
        this.reachability = new Reachability(source, limits.statement());
        this.closing = closing;
    }

    /**
     * Opens the database at a JDBC URL, which may hold user and password, and migrates it.
     *
     * @throws DatabaseUnusableException as {@link #open(DatabaseSettings)} does
     */
    public static Database open(String url) {
        return open(DatabaseSettings.of(url));
    }

    /**
     * Opens a database and migrates it; nodes may do so at the same time. An H2 file is made where there is none; it is written at every
     * commit ({@code WRITE_DELAY=0}), whatever its URL says.
     *
     * @throws DatabaseUnusableException if the URL is malformed or of another kind; the database cannot be reached, refuses user or
     *     password or is in use by another process; it was written by a newer version; or a migration fails
     */
    public static Database open(DatabaseSettings settings) {
        return open(settings, null);
    }

    /**
     * Opens a database as it is: nothing is migrated, and no H2 file is made. For looking at; on tables of another version the stores fail.
     *
     * @throws DatabaseUnusableException as {@link #open(DatabaseSettings)} does, and if there is no such H2 database
     */
    public static Database openUnchanged(DatabaseSettings settings) {
        HikariDataSource pool = Pool.open(Engine.of(settings.onlyIfThere()), settings);
        return new Database(pool, settings.limits(), null, pool::close);
    }

    /**
     * How far the tables of a database have come.
     *
     * @param applied the migrations that were applied, the first first: version and description; unmodifiable
     * @param pending those that {@link #open(DatabaseSettings)} would apply; unmodifiable
     * @param isNewer whether a newer version of Munjigi wrote it, so that this one refuses it
     */
    public record Schema(List<String> applied, List<String> pending, boolean isNewer) {

        /** Copies the lists. */
        public Schema {
            applied = List.copyOf(applied);
            pending = List.copyOf(pending);
        }
    }

    /**
     * How far the tables of a database have come. Changes nothing; an H2 database that is not there is not made, and needs everything.
     *
     * @throws DatabaseUnusableException if the URL is malformed or of another kind, or the database cannot be reached, refuses user or
     *     password or is in use by another process
     */
    public static Schema schema(DatabaseSettings settings) {
        Engine engine = Engine.of(settings.onlyIfThere());
        try {
            return Migrations.schema(engine.forMigrations());
        } catch (SQLException refusal) {
            if (engine.isMissing(refusal)) {
                return Migrations.ofAnEmptyDatabase();
            }
            throw engine.explain(refusal);
        }
    }

    /** For tests: the times of sessions are this clock's. */
    @SuppressWarnings("try") // "first" is only held
    static Database open(DatabaseSettings settings, @Nullable InstantSource clock) {
        Engine engine = Engine.of(settings);
        DataSource source = engine.forMigrations();
        // Held until the pool is there: a database in memory is gone with its last connection.
        try (Connection first = source.getConnection()) {
            migrate(engine, source, first, settings.limits());
            HikariDataSource pool = Pool.open(engine, settings);
            Upkeep upkeep = engine.upkeep(pool);
            return new Database(pool, settings.limits(), clock, () -> {
                upkeep.close();
                pool.close();
            });
        } catch (SQLException refusal) {
            throw engine.explain(refusal);
        }
    }

    @SuppressWarnings("try") // "changing" is only held
    private static void migrate(Engine engine, DataSource source, Connection first, TimeLimits limits)
            throws SQLException {
        try (Engine.Changing changing = engine.beginChanging(first)) {
            Migrations.migrate(source, limits.migration());
        }
    }

    /**
     * The stores in an application's own H2 or PostgreSQL database, which is migrated: our tables stand beside its own, in the schema that
     * its connections see first. Migrating takes two connections at once. Time limits, durability and closing are the application's affair; an H2 file needs {@code
     * WRITE_DELAY=0}.
     *
     * @throws DatabaseUnusableException if the database cannot be reached, is of another kind or was written by a newer version; or a
     *     migration fails
     */
    public static Database on(DataSource source) {
        try {
            Migrations.migrate(source, TimeLimits.usual().migration());
        } catch (SQLException refusal) {
            throw new DatabaseUnusableException(
                    "the database cannot be reached (SQL state " + refusal.getSQLState() + ")");
        }
        return onWithoutMigrating(source);
    }

    /**
     * As {@link #on(DataSource)}, for whoever applies the scripts under {@code io/munjigi/persistence/migration} by their own means, before
     * each start of a new version. Needs no Flyway. Nothing is checked: on tables of another version the stores fail or worse.
     */
    public static Database onWithoutMigrating(DataSource source) {
        return new Database(source, TimeLimits.usual(), null, () -> {});
    }

    @Override
    public Users users() {
        return new JdbiUsers(queries, clock);
    }

    @Override
    public UserDirectory userDirectory() {
        return new JdbiUserDirectory(queries);
    }

    @Override
    public AuditLog auditLog() {
        return new JdbiAuditLog(queries);
    }

    @Override
    public AuditChain auditChain() {
        return new JdbiAuditChain(queries, clock);
    }

    @Override
    public Sessions sessions() {
        return new JdbiSessions(queries, clock);
    }

    @Override
    public SigningKeys signingKeys() {
        return new JdbiSigningKeys(queries, clock);
    }

    @Override
    public Revocations revocations() {
        return new JdbiRevocations(queries, clock);
    }

    @Override
    public PasswordAttempts passwordAttempts() {
        return new JdbiPasswordAttempts(queries, clock);
    }

    @Override
    public Sweeping sweeping() {
        return new JdbiSweeping(queries, clock, node);
    }

    @Override
    public SealedSecrets sealedSecrets() {
        return new JdbiSealedSecrets(queries, clock);
    }

    /**
     * The connections to the database.
     *
     * @param active how many are in use
     * @param idle how many are not
     * @param waiting how many wait for one
     * @param most how many there may be
     */
    public record Connections(int active, int idle, int waiting, int most) {

        private static final Connections UNKNOWN = new Connections(0, 0, 0, 0);
    }

    /** The connections as they are now; zeros where they are counted by somebody else, as in a data source that is no HikariCP. */
    public Connections connections() {
        HikariPoolMXBean counted = pool == null ? null : pool.getHikariPoolMXBean();
        return pool == null || counted == null
                ? Connections.UNKNOWN
                : new Connections(
                        counted.getActiveConnections(),
                        counted.getIdleConnections(),
                        counted.getThreadsAwaitingConnection(),
                        pool.getMaximumPoolSize());
    }

    /** Whether the database answers now. Takes at most 2 seconds and never throws. */
    public boolean isReachable() {
        return reachability.answers();
    }

    /** Closes the pool and, with it, an H2 file. A data source that was brought stays open. Closing twice does nothing. */
    @Override
    public void close() {
        closing.run();
    }
}
