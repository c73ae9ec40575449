package io.munjigi.app.transfer;

import java.io.InputStream;
import java.util.function.Function;

/** Opens sources. */
public final class AccountSources {

    private AccountSources() {}

    /**
     * Opens what a description names.
     *
     * @param standardInput read, and closed with the source, if the description names it
     * @throws SourceException if there is no such file, table, column, driver or database, or it is not what the description says
     */
    public static AccountSource open(SourceDescription description, InputStream standardInput) {
        if (description instanceof SourceDescription.StandardInput) {
            return new JsonLinesSource(new CountedInput("standard input", standardInput, 0));
        } else if (description instanceof SourceDescription.JsonLines lines) {
            return new JsonLinesSource(CountedInput.of(lines.file()));
        } else if (description instanceof SourceDescription.Csv csv) {
            return open(CountedInput.of(csv.file()), CsvSource::new);
        } else if (description instanceof SourceDescription.Firebase firebase) {
            return open(
                    CountedInput.of(firebase.file()),
                    input -> new ExportSource(input, () -> new FirebaseUser(firebase.parameters())));
        } else if (description instanceof SourceDescription.Keycloak keycloak) {
            return open(CountedInput.of(keycloak.file()), input -> new ExportSource(input, KeycloakUser::new));
        } else if (description instanceof SourceDescription.Sqlite sqlite) {
            return SqliteFile.open(sqlite.file());
        }
        return DatabaseQuery.open((SourceDescription.Query) description);
    }

    /** A source that finds out at once that its file is not what it should be leaves it closed. */
    private static AccountSource open(CountedInput input, Function<CountedInput, AccountSource> opening) {
        try {
            return opening.apply(input);
        } catch (SourceException refused) {
            input.close();
            throw refused;
        }
    }
}
