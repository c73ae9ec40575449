package io.munjigi.app.command;

import io.munjigi.app.House;
import io.munjigi.app.Settings;
import io.munjigi.app.SettingsException;
import io.munjigi.app.StartException;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.persistence.Database;
import io.munjigi.persistence.DatabaseUnusableException;
import io.munjigi.redis.RedisBroadcast;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description =
                "Look at everything that the service stands on, and say what is wrong and what to do. Changes nothing.")
final class DoctorCommand implements Callable<Integer> {

    private final Workplace workplace;
    private boolean healthy = true;

    DoctorCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = workplace.settings();
            tell(Check.ok("settings", "in order"));
            lookAround(settings);
        } catch (SettingsException mistaken) {
            mistaken.mistakes().forEach(mistake -> tell(Check.problem("settings", mistake)));
        }
        return (healthy ? ExitCode.DONE : ExitCode.NOT_NOW).number();
    }

    private void tell(Check check) {
        healthy &= check.grade() != Check.Grade.PROBLEM;
        String grade = Bodies.lower(check.grade());
        workplace.say(
                new JsonObject()
                        .with("check", check.name())
                        .with("grade", grade)
                        .with("message", check.message()),
                String.format("%-8s %s: %s", grade, check.name(), check.message()));
    }

    private void lookAround(Settings settings) {
        if (settings.embedded() || settings.masterSecret() == null) {
            tell(dataDirectory(settings.dataDir()));
        }
        tell(passwordHashes());
        tell(signatures(settings));
        tell(breachedPasswords(settings));
        tell(redis(settings));
        SecretSealer sealer = null;
        try {
            sealer = House.existingSealer(settings).orElse(null);
            tell(
                    sealer == null
                            ? Check.warning(
                                    "master secret", "not there yet; the first start makes it in the data directory")
                            : Check.ok("master secret", "there"));
        } catch (StartException unusable) {
            tell(Check.problem("master secret", String.valueOf(unusable.getMessage())));
        }
        try {
            lookAtDatabase(settings, sealer);
        } catch (DatabaseUnusableException unusable) {
            String advice = unusable.isInUse() ? "; the service is running: stop it to look further" : "";
            tell(Check.problem("database", unusable.getMessage() + advice));
        } catch (AuthException lost) {
            tell(Check.problem("database", "was lost while it was looked at; see its log, and try again"));
        }
    }

    private static Check dataDirectory(Path directory) {
        if (!Files.exists(directory)) {
            return Check.warning("data directory", directory + " is not there yet; the first start makes it");
        }
        return Files.isDirectory(directory) && Files.isWritable(directory)
                ? Check.ok("data directory", directory + " can be written")
                : Check.problem(
                        "data directory", directory + " cannot be written; set MUNJIGI_DATA_DIR to one that can");
    }

    private static Check passwordHashes() {
        return Check.ok(
                "password hashes",
                PasswordHashing.isArgon2Native()
                        ? "Argon2 by the system's libargon2"
                        : "Argon2 in Java; the system's libargon2 (Debian: libargon2-1) would be a fifth to a third faster");
    }

    private static Check signatures(Settings settings) {
        if (settings.jwtSecret() != null) {
            return Check.ok("signatures", "HS256");
        }
        return Check.ok("signatures", NimbusAccessTokens.hasNativeRs256() ? "RS256 by native code" : "RS256 in Java");
    }

    private static Check breachedPasswords(Settings settings) {
        try {
            House.breachedPasswords(settings);
            return Check.ok(
                    "breached passwords",
                    settings.breachedPasswords() == null
                            ? "not set: only the most common passwords are refused"
                            : settings.breachedPasswords() + " can be searched");
        } catch (StartException unfit) {
            return Check.problem("breached passwords", String.valueOf(unfit.getMessage()));
        }
    }

    private static Check redis(Settings settings) {
        Settings.Redis redis = settings.redis();
        if (redis == null) {
            return Check.ok("redis", "not set: other nodes hear of a logout within a second or so");
        }
        try {
            return RedisBroadcast.answers(redis.urlText(), redis.newsWait())
                    ? Check.ok("redis", "answers")
                    : Check.warning(
                            "redis",
                            "does not answer, or does not let us in: other nodes hear of a logout within a second or so,"
                                    + " not at once; see MUNJIGI_REDIS_URL");
        } catch (IllegalArgumentException malformed) {
            return Check.problem("redis", "MUNJIGI_REDIS_URL: " + malformed.getMessage());
        }
    }

    private void lookAtDatabase(Settings settings, @Nullable SecretSealer sealer) {
        Database.Schema schema = Database.schema(settings.database());
        String place = settings.databasePlace();
        if (schema.isNewer()) {
            tell(Check.problem("schema", "written by a newer version of Munjigi: run that one, or restore a backup"));
        } else if (schema.applied().isEmpty()) {
            tell(Check.ok("database", place));
            tell(Check.warning("schema", "empty; the first start fills it, or munjigi migrate"));
        } else if (!schema.pending().isEmpty()) {
            tell(Check.ok("database", place));
            tell(Check.warning(
                    "schema",
                    "to be migrated by the next start, or munjigi migrate: " + String.join(", ", schema.pending())));
        } else {
            tell(Check.ok("database", place));
            tell(Check.ok("schema", schema.applied().get(schema.applied().size() - 1)));
            try (Database database = Database.openUnchanged(settings.database().withPoolSize(1))) {
                new DatabaseChecks(database, settings, sealer).all().forEach(this::tell);
            }
        }
    }
}
