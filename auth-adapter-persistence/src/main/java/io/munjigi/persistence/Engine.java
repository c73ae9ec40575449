package io.munjigi.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What differs between the databases when one is opened. */
interface Engine {

    /** Connections for migrations, which may take long; each call of it opens one. */
    DataSource forMigrations();

    /** Connections for the pool: whatever happens to the database, nothing waits on one for ever. */
    DataSource forPool();

    /** Is said first on each connection of the pool. */
    String greeting();

    /** Whether connections age: those over a network are renewed from time to time, those within the process are not. */
    boolean isRemote();

    /** Begins to change tables, so that a process that is killed meanwhile has changed nothing, or has applied each script wholly. */
    default Changing beginChanging(Connection first) throws SQLException {
        return Changing.NONE;
    }

    /** Starts what this database needs while it is open; to be closed before the pool. */
    Upkeep upkeep(DataSource pool);

    /** Whether it could not be opened because it is not there, and was not to be made. */
    boolean isMissing(SQLException refusal);

    /** Why it could not be opened. */
    DatabaseUnusableException explain(SQLException refusal);

    /** While tables are changed; to be closed when they were, or could not be. */
    interface Changing extends AutoCloseable {

        /** For a database that applies each script wholly by itself. */
        Changing NONE = () -> {};

        @Override
        void close() throws SQLException;
    }

    /** What goes on beside the statements while a database is open. */
    interface Upkeep extends AutoCloseable {

        /** For a database that looks after itself. */
        Upkeep NONE = () -> {};

        @Override
        void close();
    }

    /**
     * The engine that a URL asks for.
     *
     * @throws DatabaseUnusableException if there is none, or the URL is malformed
     */
    static Engine of(DatabaseSettings settings) {
        if (settings.url().startsWith("jdbc:h2:")) {
            return new H2Engine(settings);
        }
        if (settings.url().startsWith("jdbc:postgresql:")) {
            return new PostgresEngine(settings);
        }
        throw new DatabaseUnusableException("the database URL must begin with jdbc:h2: or jdbc:postgresql:");
    }
}
