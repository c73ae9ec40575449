package io.munjigi.app.transfer;

import io.munjigi.core.model.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which accounts are to be read, and how. */
public sealed interface SourceDescription {

    /** JSON lines in a file: one object per line, with the members that {@link AccountWriter} writes. */
    record JsonLines(Path file) implements SourceDescription {}

    /** JSON lines on standard input. */
    record StandardInput() implements SourceDescription {}

    /** A CSV file (RFC 4180) whose first line names its columns. */
    record Csv(Path file) implements SourceDescription {}

    /** What {@code firebase auth:export} wrote as JSON. */
    record Firebase(Path file, FirebaseParameters parameters) implements SourceDescription {}

    /** The export of a Keycloak realm with its users. Their roles are not taken over: what they mean here is for the operator to say. */
    record Keycloak(Path file) implements SourceDescription {}

    /** A SQLite file with a table {@code users}, or else {@code user}. */
    record Sqlite(Path file) implements SourceDescription {}

    /**
     * What a query gives. H2, PostgreSQL and SQLite are reached without a driver file.
     *
     * @param driver a jar that holds the driver; null for one that is there already
     */
    record Query(
            String url,
            String query,
            @Nullable Path driver,
            @Nullable String user,
            @Nullable Secret password) implements SourceDescription {

        /** Hides the URL, which may hold a password. */
        @Override
        public String toString() {
            return "Query[hidden]";
        }
    }

    /**
     * What one argument of a command line names: {@code -} for standard input, {@code FILE.ndjson}, {@code FILE.jsonl}, {@code FILE.csv} or
     * {@code sqlite:FILE}.
     *
     * @throws SourceException if it is none of them; exports and queries take more than one argument
     */
    static SourceDescription named(String argument) {
        String lower = argument.toLowerCase(Locale.ROOT);
        if (argument.equals("-")) {
            return new StandardInput();
        } else if (lower.startsWith("sqlite:")) {
            return new Sqlite(path(argument.substring("sqlite:".length())));
        } else if (lower.startsWith("jdbc:")) {
            throw new SourceException("a JDBC URL needs a query");
        } else if (lower.contains("://")) {
            // Not repeated: it may hold a password.
            throw new SourceException("a database is asked by its JDBC URL and a query");
        } else if (lower.endsWith(".ndjson") || lower.endsWith(".jsonl")) {
            return new JsonLines(path(argument));
        } else if (lower.endsWith(".csv")) {
            return new Csv(path(argument));
        } else if (lower.endsWith(".json")) {
            throw new SourceException(argument + ": say whether it is an export of Firebase or of Keycloak; "
                    + "JSON lines end in .ndjson or .jsonl");
        }
        throw new SourceException(argument + " is none of -, FILE.ndjson, FILE.jsonl, FILE.csv and sqlite:FILE");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new SourceException("there is no such file");
        }
    }
}
