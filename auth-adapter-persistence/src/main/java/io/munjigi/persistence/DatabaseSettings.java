package io.munjigi.persistence;

import io.munjigi.core.model.Secret;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to come in. Immutable. Hidden from {@code toString}, since a URL can hold a password too.
 *
 * @param url a JDBC URL: {@code jdbc:h2:…} or {@code jdbc:postgresql://…}
 * @param user the user, or null to leave it to the URL and then to the database's custom: {@code sa} in H2, the operating system's user in
 *     PostgreSQL
 * @param password the password, or null to leave it to the URL
 * @param poolSize how many connections are kept, at least 1; all are opened at once and stay open
 */
public record DatabaseSettings(
        String url, @Nullable String user, @Nullable Secret password, int poolSize) {

    private static final int DEFAULT_POOL_SIZE = 10;

    /**
     * @throws IllegalArgumentException if the pool would be empty
     */
    public DatabaseSettings {
        if (poolSize < 1) {
            throw new IllegalArgumentException("a pool has at least one connection");
        }
    }

    /** The database at a JDBC URL, with 10 connections. */
    public static DatabaseSettings of(String url) {
        return new DatabaseSettings(url, null, null, DEFAULT_POOL_SIZE);
    }

    /** The same, as this user. */
    public DatabaseSettings withUser(String name, Secret itsPassword) {
        return new DatabaseSettings(url, name, itsPassword, poolSize);
    }

    /** The same, with so many connections. */
    public DatabaseSettings withPoolSize(int connections) {
        return new DatabaseSettings(url, user, password, connections);
    }

    /** The same, but that an H2 database that is not there is not made. */
    DatabaseSettings onlyIfThere() {
        boolean h2 = url.startsWith(H2Url.PREFIX);
        return h2 && !new H2Url(url).sets("IFEXISTS")
                ? new DatabaseSettings(url + ";IFEXISTS=TRUE", user, password, poolSize)
                : this;
    }

    @Nullable
    String passwordText() {
        return password == null ? null : new String(password.reveal(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[hidden]";
    }
}
