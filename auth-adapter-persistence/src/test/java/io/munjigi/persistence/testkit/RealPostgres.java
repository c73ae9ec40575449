package io.munjigi.persistence.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A PostgreSQL server that the build brings along: one for each JVM, started when it is first asked for and stopped with the JVM. Runs as
 * an ordinary user and as root. Safe for use by many threads.
 */
public final class RealPostgres {

    private RealPostgres() {}

    /**
     * A database on the server.
     *
     * @param url a JDBC URL without user and password
     * @param user its owner
     * @param password any: the server trusts whoever calls from this machine
     */
    public record Place(String url, String user, String password) {

        /** A URL with user and password in it. */
        public String urlWithUser() {
            return url + "?user=" + user + "&password=" + password;
        }
    }

    /** An empty database that nobody else uses. */
    public static Place newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE DATABASE " + name);
        return new Place("jdbc:postgresql://localhost:" + port() + "/" + name, "postgres", "postgres");
    }

    /** Does something as the server's administrator. */
    public static void execute(String sql) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Where the server listens. */
    public static int port() {
        return Server.RUNNING.getPort();
    }

    /** Loaded, and so started, on first use. The library stops it when the JVM ends. */
    private static final class Server {

        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
