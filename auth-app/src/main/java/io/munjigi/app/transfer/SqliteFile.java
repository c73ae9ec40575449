package io.munjigi.app.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** A SQLite file, opened so that nothing can be written to it. */
final class SqliteFile {

    /** As most tutorials name it, and as SQLModel and fastapi-users do. */
    private static final List<String> TABLES = List.of("users", "user");

    private final Path file;

    private SqliteFile(Path file) {
        this.file = file;
    }

    /**
     * The accounts in its table of users.
     *
     * @throws SourceException if the file is missing, is no database or has no such table
     */
    static AccountSource open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SourceException("there is no file " + file);
        }
        return new SqliteFile(file).open();
    }

    /**
     * Opens a connection that only reads, to a database that must exist. By name: in the runnable jar the driver is not announced, so that a
     * service that has nothing to do with SQLite does not load it.
     */
    static Connection connect(String url) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        Connection connection = new JDBC().connect(url, config.toProperties());
        if (connection == null) {
            throw new SQLException("this is not the URL of a SQLite database");
        }
        return connection;
    }

    private AccountSource open() {
        try {
            return rows("?mode=ro");
        } catch (SQLException failed) {
            if (isWrittenTo()) {
                throw unreadable(failed);
            }
            return openUnchanging();
        }
    }

    /**
     * A database with a write-ahead log needs a file beside it even to be read, for which the directory may be closed. Where the log is empty
     * nobody writes, and SQLite can be told so.
     */
    private AccountSource openUnchanging() {
        try {
            return rows("?immutable=1");
        } catch (SQLException failed) {
            throw unreadable(failed);
        }
    }

    private boolean isWrittenTo() {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        return Files.exists(log) && log.toFile().length() > 0;
    }

    private AccountSource rows(String parameters) throws SQLException {
        String url = "jdbc:sqlite:" + file.toUri() + parameters;
        // The name is one of ours.
        OpenQuery query = OpenQuery.ask(file.toString(), connect(url), "select * from \"" + table(url) + "\"");
        return query.asSource();
    }

    private String table(String url) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from sqlite_master")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return TABLES.stream()
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new SourceException(file + " has no table users"));
    }

    private SourceException unreadable(SQLException failure) {
        return OpenQuery.explained(file.toString(), "cannot be read", failure);
    }
}
