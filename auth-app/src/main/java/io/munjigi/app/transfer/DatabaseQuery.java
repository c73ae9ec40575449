package io.munjigi.app.transfer;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** A query to any database for which there is a driver. */
final class DatabaseQuery {

    private static final String NAME = "the database";

    private final SourceDescription.Query query;

    private DatabaseQuery(SourceDescription.Query query) {
        this.query = query;
    }

    /**
     * Connects and asks.
     *
     * @throws SourceException if there is no such driver or database, or it refuses the query
     */
    static AccountSource open(SourceDescription.Query query) {
        DatabaseQuery database = new DatabaseQuery(query);
        Connection connection = database.connect();
        try {
            return OpenQuery.ask("the query", connection, query.query()).asSource();
        } catch (SQLException failed) {
            throw OpenQuery.explained("the query", "is refused", failed);
        }
    }

    private Connection connect() {
        try {
            Connection connection = query.driver() == null
                    ? connectByUrl()
                    : driverIn(query.driver()).connect(query.url(), properties());
            if (connection == null) {
                throw noDriver();
            }
            return connection;
        } catch (SQLException failed) {
            throw OpenQuery.explained(NAME, "cannot be reached", failed);
        }
    }

    private @Nullable Connection connectByUrl() throws SQLException {
        return query.url().startsWith("jdbc:sqlite:")
                ? SqliteFile.connect(query.url())
                : announcedDriver().connect(query.url(), properties());
    }

    private Driver announcedDriver() {
        try {
            return DriverManager.getDriver(query.url());
        } catch (SQLException none) {
            throw new SourceException("there is no driver for this database here; give its jar");
        }
    }

    /** It is looked for in the jar alone, so that ours do not come first. Its classes are needed as long as the connection is. */
    private Driver driverIn(Path jar) throws SQLException {
        if (!Files.isRegularFile(jar)) {
            throw new SourceException("there is no driver file " + jar);
        }
        try {
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (driver.acceptsURL(query.url())) {
                    return driver;
                }
            }
            loader.close();
        } catch (IOException | ServiceConfigurationError | LinkageError unusable) {
            throw noDriver();
        }
        throw noDriver();
    }

    private SourceException noDriver() {
        return new SourceException(
                (query.driver() == null ? "no driver here" : query.driver() + " holds no driver that")
                        + " takes this URL");
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (query.user() != null) {
            properties.setProperty("user", query.user());
        }
        if (query.password() != null) {
            properties.setProperty("password", new String(query.password().reveal(), StandardCharsets.UTF_8));
        }
        if (query.url().startsWith("jdbc:h2:")) {
            // H2 collects an answer before it gives the first row, and makes databases that are missing, unless told
            // otherwise.
            properties.setProperty("LAZY_QUERY_EXECUTION", "1");
            properties.setProperty("IFEXISTS", "TRUE");
        }
        return properties;
    }
}
