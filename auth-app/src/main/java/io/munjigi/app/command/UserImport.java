package io.munjigi.app.command;

import io.munjigi.app.House;
import io.munjigi.app.transfer.AccountSource;
import io.munjigi.app.transfer.AccountSources;
import io.munjigi.app.transfer.ProgressBar;
import io.munjigi.app.transfer.SourceDescription;
import io.munjigi.app.transfer.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "import",
        description = {
            "Take accounts over from elsewhere, password hashes as they are: nobody has to set a new one.",
            "An address that has an account already is passed over, so the same command can be run again at any time."
        })
final class UserImport implements Callable<Integer> {

    private final Workplace workplace;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(
            names = "--refused",
            paramLabel = "FILE",
            description = "Write what was refused to this file: a JSON line with position and reason for each row.")
    private @Nullable Path refused;

    @Option(names = "--from-position", paramLabel = "N", description = "Pass over what comes before this position.")
    private long firstPosition = 1;

    UserImport(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        Surroundings surroundings = workplace.surroundings();
        SourceDescription description = source.describe(new PasswordInput(surroundings));
        try (Interruption interruption = Interruption.awaited();
                AccountSource rows = AccountSources.open(description, surroundings.in());
                RefusalReport refusals = RefusalReport.to(refused)) {
            ProgressBar progress =
                    new ProgressBar(surroundings.err(), Terminal.isStandardError(), Clock.systemUTC(), rows::share);
            return workplace.inTheHouse(house -> run(house, rows, refusals, progress, interruption));
        }
    }

    /** Said at once, since the process ends as soon as the work has. */
    private ExitCode stopped(AccountImport work) {
        return workplace.tell(new CommandException(ExitCode.NOT_NOW, "interrupted", work.whereItStopped()));
    }

    private Integer run(
            House house, AccountSource rows, RefusalReport refusals, ProgressBar progress, Interruption interruption) {
        AccountImport work = new AccountImport(house.auth().importUsers(), rows, refusals, progress);
        interruption.lastWords(() -> stopped(work));
        boolean isWhole;
        try {
            isWhole = work.run(firstPosition, interruption::isRequested);
        } catch (RuntimeException failed) {
            workplace.remark(work.whereItStopped());
            throw failed;
        }
        if (!workplace.speaksJson()) {
            progress.finish(work.added() + work.present(), refusals.total());
        }
        workplace.say(work.summary().with("complete", isWhole), work.summaryText());
        if (!isWhole) {
            return stopped(work).number();
        }
        return (refusals.total() == 0 ? ExitCode.DONE : ExitCode.ROWS_REFUSED).number();
    }
}
