package io.munjigi.app.command;

import io.munjigi.app.LineFormatter;
import io.munjigi.app.Refusals;
import io.munjigi.app.SettingsException;
import io.munjigi.app.StartException;
import io.munjigi.app.transfer.SourceException;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.persistence.DatabaseUnusableException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** What went wrong: one line for each mistake on standard error, for people or as JSON, and an exit code. */
final class Failures {

    private static final String ADVICE_IN_USE =
            ": stop that service, or keep the accounts in PostgreSQL, where commands work beside it, or use its HTTP"
                    + " administration API";

    private final PrintStream err;
    private final boolean json;

    Failures(PrintStream err, boolean json) {
        this.err = err;
        this.json = json;
    }

    ExitCode tell(Throwable failure) {
        if (failure instanceof CommandException command) {
            return tell(command.exitCode(), command.code(), List.of(message(command)));
        } else if (failure instanceof SettingsException mistaken) {
            return tell(ExitCode.MISTAKEN, "mistaken_settings", mistaken.mistakes());
        } else if (failure instanceof AuthException refused) {
            return tell(refused);
        } else if (failure instanceof DatabaseUnusableException unusable) {
            boolean inUse = unusable.isInUse();
            String advice = inUse ? ADVICE_IN_USE : "";
            return tell(
                    ExitCode.NOT_NOW,
                    inUse ? "database_in_use" : "database_unusable",
                    List.of(message(unusable) + advice));
        } else if (failure instanceof UnsealableException) {
            return tell(ExitCode.NOT_NOW, "other_master_secret", List.of(OTHER_SECRET));
        } else if (failure instanceof StartException || failure instanceof IllegalStateException) {
            return tell(ExitCode.NOT_NOW, "cannot_start", List.of(message(failure)));
        } else if (failure instanceof SourceException) {
            return tell(ExitCode.NOT_NOW, "unreadable_source", List.of(message(failure)));
        } else if (failure instanceof UncheckedIOException unwritable) {
            return tell(ExitCode.NOT_NOW, "input_output", List.of("cannot read or write: " + unwritable.getMessage()));
        }
        System.getLogger("io.munjigi.app").log(System.Logger.Level.ERROR, "this should not happen", failure);
        return ExitCode.NOT_NOW;
    }

    static final String OTHER_SECRET =
            "MUNJIGI_SECRET: the keys in this database were sealed under another master secret; give that one, or give"
                    + " it as MUNJIGI_SECRET_PREVIOUS beside the new one";

    private ExitCode tell(AuthException refused) {
        AuthError error = refused.error();
        boolean transientOne = error == AuthError.UNAVAILABLE || error == AuthError.TOO_BUSY;
        return tell(
                transientOne ? ExitCode.NOT_NOW : ExitCode.REFUSED,
                error.name().toLowerCase(Locale.ROOT),
                List.of(Refusals.inWords(refused)));
    }

    ExitCode tell(ExitCode exitCode, String code, List<String> messages) {
        if (json) {
            JsonObject error = new JsonObject().with("code", code).with("message", String.join("; ", messages));
            err.println(
                    JsonText.of(new JsonObject().with("error", error.members()).members()));
        } else {
            messages.forEach(message -> err.println("munjigi: " + LineFormatter.escaped(message)));
        }
        return exitCode;
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
