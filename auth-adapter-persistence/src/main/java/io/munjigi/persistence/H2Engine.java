package io.munjigi.persistence;

import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/** H2, within this process unless the URL says otherwise. */
final class H2Engine implements Engine {

    private final H2Url url;
    private final Redaction redaction;
    private final TimeLimits limits;
    private final JdbcDataSource source = new JdbcDataSource();

    H2Engine(DatabaseSettings settings) {
        this.url = new H2Url(settings.url());
        this.redaction = new Redaction(settings);
        this.limits = settings.limits();
        if (url.isNameless()) {
            throw new DatabaseUnusableException(
                    "the H2 database needs a name, such as jdbc:h2:./data/munjigi or jdbc:h2:mem:trial");
        }
        if (url.sets("CIPHER")) {
            throw new DatabaseUnusableException(
                    "an H2 file encrypted by H2 (CIPHER) cannot be recovered after a crash: encrypt the volume that it is on");
        }
        H2RecoveringPath.register();
        source.setURL(url.durable());
        String user = settings.user();
        if (user != null || !url.sets("USER")) {
            source.setUser(user == null ? "sa" : user);
        }
        String password = settings.passwordText();
        if (password != null) {
            source.setPassword(password);
        }
    }

    @Override
    public DataSource forMigrations() {
        return source;
    }

    @Override
    public DataSource forPool() {
        return source;
    }

    @Override
    public String greeting() {
        return "SET LOCK_TIMEOUT " + limits.lock().toMillis() + "; SET QUERY_TIMEOUT "
                + limits.statement().toMillis();
    }

    @Override
    public boolean isRemote() {
        return url.isRemote();
    }

    /**
     * Each statement that changes a table commits by itself: nothing is written until all are done, unless they change more than a megabyte.
     * Where other processes may have the file open too, or this user may not say so, it is written at each.
     */
    @Override
    public Changing beginChanging(Connection first) throws SQLException {
        if (url.isRemote() || url.sets("AUTO_SERVER")) {
            return Changing.NONE;
        }
        try {
            execute(first, "SET WRITE_DELAY " + limits.migration().toMillis());
        } catch (SQLException refused) {
            if (refused.getErrorCode() != ErrorCode.ADMIN_RIGHTS_REQUIRED) {
                throw refused;
            }
            return Changing.NONE;
        }
        // Each connection that is opened sets it for all.
        source.setURL(url.writtenAfter(limits.migration()));
        return () -> {
            source.setURL(url.durable());
            execute(first, "SET WRITE_DELAY 0");
            execute(first, "CHECKPOINT SYNC");
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Upkeep upkeep(DataSource pool) {
        return url.isRemote() ? Upkeep.NONE : H2Upkeep.start(pool);
    }

    @Override
    public boolean isMissing(SQLException refusal) {
        return refusal.getErrorCode() == ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1;
    }

    @Override
    public DatabaseUnusableException explain(SQLException refusal) {
        return new DatabaseUnusableException(
                switch (refusal.getErrorCode()) {
                    case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                        "the H2 database " + url.location() + " is in use by another process";
                    case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1 ->
                        "there is no H2 database " + url.location() + " yet";
                    case ErrorCode.WRONG_USER_OR_PASSWORD ->
                        "the H2 database " + url.location() + " refuses this user or password";
                    case ErrorCode.CONNECTION_BROKEN_1 -> "the H2 server of " + url.location() + " cannot be reached";
                    case ErrorCode.URL_FORMAT_ERROR_2, ErrorCode.URL_RELATIVE_TO_CWD ->
                        "the database URL is malformed: a file is named by an absolute path, ~/name or ./name";
                    default ->
                        "the H2 database " + url.location() + " cannot be opened: "
                                + redaction.firstLine(String.valueOf(refusal.getMessage()));
                },
                refusal.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1);
    }
}
