package io.munjigi.persistence;

import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL. The driver's limits of time below give way to those in the operator's URL; the statement's and the lock's hold always. */
final class PostgresEngine implements Engine {

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
        Map<String, String> defaults = common("munjigi migrations");
        defaults.put(
                PGProperty.SOCKET_TIMEOUT.getName(),
                String.valueOf(settings.limits().migration().toSeconds() + 1));
        return source(defaults);
    }

    @Override
    public DataSource forPool() {
        Map<String, String> defaults = common("munjigi");
        // A server that is gone without a word is given up after more silence than any statement may take.
        defaults.put(
                PGProperty.SOCKET_TIMEOUT.getName(),
                String.valueOf(settings.limits().statement().toSeconds() + 1));
        return source(defaults);
    }

    /** Times are in seconds. The server's details, which repeat a row's values, stay out of messages. */
    private Map<String, String> common(String name) {
        long login = Math.max(1, settings.limits().connection().toSeconds());
        Map<String, String> defaults = new HashMap<>();
        defaults.put(PGProperty.CONNECT_TIMEOUT.getName(), String.valueOf(Math.max(1, login - 1)));
        defaults.put(PGProperty.LOGIN_TIMEOUT.getName(), String.valueOf(login));
        defaults.put(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
        defaults.put(PGProperty.LOG_SERVER_ERROR_DETAIL.getName(), "false");
        defaults.put(PGProperty.APPLICATION_NAME.getName(), name);
        return defaults;
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
        TimeLimits limits = settings.limits();
        return "SET statement_timeout = " + limits.statement().toMillis() + "; SET lock_timeout = "
                + limits.lock().toMillis() + "; SET idle_in_transaction_session_timeout = "
                + limits.statement().toMillis();
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
