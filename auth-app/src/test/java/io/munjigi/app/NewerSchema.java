package io.munjigi.app;

import io.munjigi.persistence.testkit.RealPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database as a version that is not written yet would leave it. */
final class NewerSchema {

    private NewerSchema() {}

    static void pretend(RealPostgres.Place place) {
        try (Connection connection = DriverManager.getConnection(place.url(), place.user(), place.password());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + historyTable(statement)
                    + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                    + " VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'later', 1, TRUE)");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String historyTable(Statement statement) throws SQLException {
        try (var tables = statement.executeQuery(
                "SELECT table_name FROM information_schema.columns WHERE column_name = 'installed_rank'")) {
            if (!tables.next()) {
                throw new IllegalStateException("there is no history of migrations");
            }
            return tables.getString(1);
        }
    }
}
