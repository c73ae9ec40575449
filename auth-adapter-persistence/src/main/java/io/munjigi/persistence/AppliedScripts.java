package io.munjigi.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What Flyway notes of the scripts that it has applied. Where it is exactly what this version would come to, Flyway itself need not be
 * loaded, which takes a fifth of a start.
 */
final class AppliedScripts {

    /** By version, the checksums that Flyway computes. Add a line for each script; a test holds them to the scripts. */
    private static final Map<String, Integer> COMMON =
            Map.of("1", -193_416_811, "2", 738_406_318, "3", 44_140_210, "4", 1_443_465_141);

    private static final Map<String, Integer> ON_POSTGRESQL = Map.of("1.1", 424_965_960);

    private AppliedScripts() {}

    /** Whether the tables are those of this version, by the same signs that Flyway goes by. */
    static boolean areThoseOfThisVersion(Connection connection, boolean postgresql) throws SQLException {
        return isThere(connection) && expected(postgresql).equals(noted(connection));
    }

    static Map<String, Integer> expected(boolean postgresql) {
        Map<String, Integer> expected = new HashMap<>(COMMON);
        if (postgresql) {
            expected.putAll(ON_POSTGRESQL);
        }
        return expected;
    }

    /** In the schema that Flyway would look into. */
    private static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT 1 FROM information_schema.tables"
                        + " WHERE table_schema = CURRENT_SCHEMA AND table_name = '" + Migrations.HISTORY + "'")) {
            return found.next();
        }
    }

    /** What failed, or is noted twice, is something that nobody expects. */
    static Map<String, Integer> noted(Connection connection) throws SQLException {
        Map<String, Integer> noted = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"version\", \"checksum\", \"success\" FROM \""
                        + Migrations.HISTORY + "\" WHERE \"type\" NOT IN ('BASELINE', 'SCHEMA', 'TABLE')")) {
            while (rows.next()) {
                String version = rows.getString(1);
                Integer before = noted.put(rows.getBoolean(3) ? version : version + " failed", rows.getInt(2));
                if (before != null) {
                    noted.put(version + " twice", before);
                }
            }
        }
        return noted;
    }
}
