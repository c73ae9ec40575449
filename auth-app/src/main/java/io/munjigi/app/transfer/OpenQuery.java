package io.munjigi.app.transfer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A query that is being answered, over a connection of its own. */
final class OpenQuery {

    private static final int ROWS_AT_A_TIME = 500;
    private static final int LONGEST_EXPLANATION = 200;
    private static final String DATA_EXCEPTION = "22";
    private static final Pattern URL = Pattern.compile("jdbc:\\S+", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final Connection connection;
    private final ResultSet rows;

    private OpenQuery(String name, Connection connection, ResultSet rows) {
        this.name = name;
        this.connection = connection;
        this.rows = rows;
    }

    /**
     * Asks. Takes the connection over, whatever comes of it.
     *
     * @param name how messages call the source
     */
    static OpenQuery ask(String name, Connection connection, String query) throws SQLException {
        try {
            // PostgreSQL's driver fetches little by little in a transaction only.
            connection.setAutoCommit(false);
            if (!connection.isReadOnly()) {
                connection.setReadOnly(true);
            }
            Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setFetchSize(fetchSize(connection));
            return new OpenQuery(name, connection, statement.executeQuery(query));
        } catch (SQLException | RuntimeException failed) {
            close(connection);
            throw failed;
        }
    }

    /** MySQL's driver takes this number alone for a wish to stream. */
    private static int fetchSize(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().startsWith("jdbc:mysql:") ? Integer.MIN_VALUE : ROWS_AT_A_TIME;
    }

    /** Its rows, which then own it. */
    AccountSource asSource() throws SQLException {
        try {
            return new SqlRows(this, new Columns(labels(), name));
        } catch (SQLException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private List<String> labels() throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            labels.add(columns.getColumnLabel(column));
        }
        return labels;
    }

    ResultSet rows() {
        return rows;
    }

    SourceException explained(String what, SQLException failure) {
        return explained(name, what, failure);
    }

    /**
     * In the driver's own words, as far as they fit on a line. Some drivers quote the URL, which may hold a password; a data exception quotes
     * the data.
     */
    static SourceException explained(String name, String what, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith(DATA_EXCEPTION)) {
            return new SourceException(name + " " + what + ": SQLSTATE " + state);
        }
        String words = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String safe = URL.matcher(words).replaceAll("(the URL)");
        return new SourceException(name + " " + what + ": "
                + (safe.length() > LONGEST_EXPLANATION ? safe.substring(0, LONGEST_EXPLANATION) + "…" : safe));
    }

    void close() {
        close(connection);
    }

    /** Some databases do not close a connection in the middle of a transaction. Nothing was written, so nothing can be lost. */
    static void close(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException ignored) {
            // What was wanted of it has been read.
        }
    }
}
