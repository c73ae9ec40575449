package io.munjigi.app.command;

import io.munjigi.app.transfer.FirebaseParameters;
import io.munjigi.app.transfer.SourceDescription;
import io.munjigi.app.transfer.SourceException;
import io.munjigi.core.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where accounts come from, as a command line says it. */
final class SourceOptions {

    private static final Pattern PASSWORD_IN_URL = Pattern.compile(
            "[?&;:,(]\\s*(?:password|pwd|passwd)\\s*=|//[^/?]*:[^/?]*@|:[^/:@]+/[^/@]+@", Pattern.CASE_INSENSITIVE);

    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            description = "FILE.ndjson, FILE.jsonl, FILE.csv, sqlite:FILE, or - for JSON lines on standard input.")
    private @Nullable String source;

    @Option(names = "--from", paramLabel = "SOURCE", description = "The same, or a JDBC URL with --query.")
    private @Nullable String from;

    @Option(names = "--query", paramLabel = "SQL", description = "What to ask the database at the JDBC URL.")
    private @Nullable String query;

    @Option(
            names = "--driver",
            paramLabel = "JAR",
            description = "The driver, if it is none of H2, PostgreSQL, SQLite.")
    private @Nullable Path driver;

    @Option(names = "--user", paramLabel = "USER", description = "That database's user; their password is asked for.")
    private @Nullable String user;

    @Option(names = "--password-stdin", description = "Take the first line of standard input for that password.")
    private boolean passwordOnStandardInput;

    @Option(
            names = "--firebase",
            paramLabel = "FILE",
            description = "An export of Firebase in JSON, with the four below.")
    private @Nullable Path firebase;

    @Option(names = "--signer-key-file", paramLabel = "FILE", description = "The file that holds base64_signer_key.")
    private @Nullable Path signerKeyFile;

    @Option(names = "--salt-separator", paramLabel = "BASE64", description = "base64_salt_separator.")
    private @Nullable String saltSeparator;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds.")
    private @Nullable Integer rounds;

    @Option(names = "--mem-cost", paramLabel = "N", description = "mem_cost.")
    private @Nullable Integer memoryCost;

    @Option(names = "--keycloak", paramLabel = "FILE", description = "The export of a Keycloak realm with its users.")
    private @Nullable Path keycloak;

    /**
     * @throws CommandException if it is not said, or said twice, or not all of it
     */
    SourceDescription describe(PasswordInput passwords) {
        if (Stream.of(source, from, firebase, keycloak).filter(Objects::nonNull).count() != 1) {
            throw CommandException.mistaken("name one source: SOURCE, --from, --firebase or --keycloak");
        }
        if (firebase != null) {
            return new SourceDescription.Firebase(firebase, parameters());
        }
        if (keycloak != null) {
            return new SourceDescription.Keycloak(keycloak);
        }
        String named = String.valueOf(source == null ? from : source);
        if (query != null) {
            return query(named, query, passwords);
        }
        try {
            return SourceDescription.named(named);
        } catch (SourceException none) {
            throw CommandException.mistaken(String.valueOf(none.getMessage()));
        }
    }

    private SourceDescription query(String url, String sql, PasswordInput passwords) {
        if (!url.startsWith("jdbc:")) {
            throw CommandException.mistaken("--query asks a database: its JDBC URL comes after --from");
        }
        if (PASSWORD_IN_URL.matcher(url).find()) {
            throw CommandException.mistaken(
                    "the URL holds a password, which others could see: leave it out, and give --user and --password-stdin");
        }
        boolean hasPassword = user != null || passwordOnStandardInput;
        Secret password = hasPassword
                ? Secret.ofText(passwords.known(passwordOnStandardInput, "Password of the source's user: "))
                : null;
        return new SourceDescription.Query(url, sql, driver, user, password);
    }

    private FirebaseParameters parameters() {
        if (signerKeyFile == null || saltSeparator == null || rounds == null || memoryCost == null) {
            throw CommandException.mistaken(
                    "--firebase needs --signer-key-file, --salt-separator, --rounds and --mem-cost");
        }
        try {
            return new FirebaseParameters(Files.readString(signerKeyFile).strip(), saltSeparator, rounds, memoryCost);
        } catch (IllegalArgumentException malformed) {
            throw CommandException.mistaken(String.valueOf(malformed.getMessage()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
