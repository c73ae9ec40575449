package io.munjigi.app.command;

import io.munjigi.app.Settings;
import io.munjigi.persistence.Database;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "migrate", description = "Bring the database up to date, as each start of the service does.")
final class MigrateCommand implements Callable<Integer> {

    private final Workplace workplace;

    @Option(names = "--dry-run", description = "Say what would be applied, and apply nothing.")
    private boolean dryRun;

    MigrateCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        Settings settings = workplace.settings();
        Database.Schema schema = Database.schema(settings.database());
        if (schema.isNewer()) {
            throw new CommandException(
                    ExitCode.NOT_NOW,
                    "newer_database",
                    "the database was written by a newer version of Munjigi: run that version, or restore a backup");
        }
        if (!dryRun) {
            Database.open(settings.database().withPoolSize(1)).close();
        }
        tell(schema.pending());
        return ExitCode.DONE.number();
    }

    private void tell(List<String> migrations) {
        String done = dryRun ? "would be applied" : "applied";
        String text = migrations.isEmpty() ? "the database is up to date" : done + ": " + String.join(", ", migrations);
        workplace.say(new JsonObject().with("dry_run", dryRun).with(dryRun ? "pending" : "applied", migrations), text);
    }
}
