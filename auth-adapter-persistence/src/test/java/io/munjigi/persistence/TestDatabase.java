package io.munjigi.persistence;

import io.munjigi.core.testkit.SettableClock;
import io.munjigi.persistence.testkit.RealPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A fresh database to test with, and a way into it beside the stores. */
final class TestDatabase {

    /** The kinds of database that every contract is run against. */
    enum Kind {
        H2_IN_MEMORY,
        H2_IN_A_FILE,
        POSTGRESQL
    }

    final SettableClock clock = SettableClock.standing();
    final DatabaseSettings settings;
    final Database database;
    private final DataSource direct;

    private TestDatabase(DatabaseSettings settings) {
        this.settings = settings;
        this.database = Database.open(settings, clock);
        this.direct = Engine.of(settings).forMigrations();
    }

    static TestDatabase fresh(Kind kind) {
        return new TestDatabase(freshSettings(kind));
    }

    /** The same database as another node has it. To be closed. */
    Database anotherNode() {
        return Database.open(settings.withPoolSize(4), clock);
    }

    static DatabaseSettings freshSettings(Kind kind) {
        return DatabaseSettings.of(
                switch (kind) {
                    case H2_IN_MEMORY -> "jdbc:h2:mem:" + UUID.randomUUID();
                    case H2_IN_A_FILE -> "jdbc:h2:" + freshFolder().resolve("munjigi");
                    case POSTGRESQL -> RealPostgres.newDatabase().urlWithUser();
                });
    }

    /** A folder that goes with the next clean build. */
    static Path freshFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-databases")), "h2-")
                    .toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A connection of its own, outside the pool. */
    Connection connect() throws SQLException {
        return direct.getConnection();
    }

    Jdbi jdbi() {
        return Jdbi.create(direct);
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
