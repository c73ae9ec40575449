package io.munjigi.persistence;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL. The driver's limits of time below give way to those in the operator's URL; the statement's and the lock's hold always. */
final class PostgresEngine implements Engine {

    /**
     * In seconds. A server that is gone without a word is given up after 3 seconds of silence, longer than any statement may take; the
     * server's details, which repeat a row's values, stay out of messages.
     */
    private static final Map<String, String> POOL_DEFAULTS = Map.of(
            PGProperty.CONNECT_TIMEOUT.getName(), "2",
            PGProperty.LOGIN_TIMEOUT.getName(), "3",
            PGProperty.SOCKET_TIMEOUT.getName(), "3",
            PGProperty.TCP_KEEP_ALIVE.getName(), "true",
            PGProperty.LOG_SERVER_ERROR_DETAIL.getName(), "false",
            PGProperty.APPLICATION_NAME.getName(), "munjigi");

    private static final Map<String, String> MIGRATION_DEFAULTS = Map.of(
            PGProperty.CONNECT_TIMEOUT.getName(), "2",
            PGProperty.LOGIN_TIMEOUT.getName(), "3",
            PGProperty.TCP_KEEP_ALIVE.getName(), "true",
            PGProperty.LOG_SERVER_ERROR_DETAIL.getName(), "false",
            PGProperty.APPLICATION_NAME.getName(), "munjigi migrations");

    private final DatabaseSettings settings;
    private final Redaction redaction;
    private final Properties inUrl;

    PostgresEngine(DatabaseSettings settings) {
        this.settings = settings;
        this.redaction = new Redaction(settings);
        Properties parsed = parse(settings.url());
        if (parsed == null) {
            throw new DatabaseUnusableException(
                    "the database URL is malformed: it should read jdbc:postgresql://host:port/database");
        }
        this.inUrl = parsed;
    }

    private static @Nullable Properties parse(String url) {
        try {
            return Driver.parseURL(url, null);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    @Override
    public DataSource forMigrations() {
        return source(MIGRATION_DEFAULTS);
    }

    @Override
    public DataSource forPool() {
        return source(POOL_DEFAULTS);
    }

    private DataSource source(Map<String, String> defaults) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.url());
        try {
            for (Map.Entry<String, String> entry : defaults.entrySet()) {
                if (!inUrl.containsKey(entry.getKey())) {
                    source.setProperty(entry.getKey(), entry.getValue());
                }
            }
        } catch (SQLException malformed) {
            throw explain(malformed);
        }
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        if (settings.password() != null) {
            source.setPassword(settings.passwordText());
        }
        return source;
    }

    @Override
    public String greeting() {
        // The last one is counted on by JdbiRevocations.OVERLAP.
        return "SET statement_timeout = 2500; SET lock_timeout = 2000; SET idle_in_transaction_session_timeout = 2500";
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public Upkeep upkeep(DataSource pool) {
        return Upkeep.NONE;
    }

    @Override
    public boolean isMissing(SQLException refusal) {
        return false; // One that is not there has to be made by its operator.
    }

    @Override
    public DatabaseUnusableException explain(SQLException refusal) {
        String state = String.valueOf(refusal.getSQLState());
        return new DatabaseUnusableException(
                switch (state) {
                    case "08001", "08004", "08006" -> "PostgreSQL at " + address() + " cannot be reached";
                    case "28P01", "28000" -> "PostgreSQL at " + address() + " refuses this user or password";
                    case "3D000" -> "PostgreSQL at " + address() + " has no such database";
                    default ->
                        "PostgreSQL at " + address() + " cannot be used: "
                                + redaction.firstLine(String.valueOf(refusal.getMessage()));
                });
    }

    private String address() {
        return PGProperty.PG_HOST.getOrDefault(inUrl) + ":" + PGProperty.PG_PORT.getOrDefault(inUrl) + "/"
                + PGProperty.PG_DBNAME.getOrDefault(inUrl);
    }
}
