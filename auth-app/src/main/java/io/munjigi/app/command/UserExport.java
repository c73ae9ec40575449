package io.munjigi.app.command;

import io.munjigi.app.transfer.AccountRow;
import io.munjigi.app.transfer.AccountWriter;
import io.munjigi.app.transfer.ProgressBar;
import io.munjigi.app.transfer.Terminal;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.User;
import io.munjigi.core.usecase.transfer.ExportUsers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Write all accounts with their password hashes as JSON lines, which user import reads again.")
final class UserExport implements Runnable {

    private final Workplace workplace;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to, for its owner's eyes only; standard output otherwise.")
    private @Nullable Path output;

    UserExport(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public void run() {
        if (output == null) {
            export(workplace.surroundings().data());
            return;
        }
        long written = exportTo(output);
        workplace.say(new JsonObject().with("exported", written), written + " accounts exported");
    }

    /** Beside it first, so that nobody takes half an export for a whole one. */
    private long exportTo(Path file) {
        Path unfinished = Path.of(file + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            long written;
            try (OutputStream bytes = PrivateFile.create(unfinished)) {
                written = export(bytes);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private long export(OutputStream bytes) {
        ProgressBar progress = new ProgressBar(
                workplace.surroundings().err(), Terminal.isStandardError(), Clock.systemUTC(), OptionalDouble::empty);
        long[] written = {0};
        long all = workplace.inTheHouse(house -> {
            try (AccountWriter writer = new AccountWriter(bytes)) {
                return house.auth().exportUsers().handle(new ExportUsers.Command(Insider.OPERATOR, account -> {
                    writer.write(row(account));
                    progress.update(++written[0], 0);
                }));
            }
        });
        return all;
    }

    private static AccountRow row(Credentials account) {
        User user = account.user();
        return new AccountRow(
                0,
                user.email().value(),
                account.passwordHash(),
                user.id(),
                user.roles().stream().map(Object::toString).toList(),
                user.emailVerified(),
                user.disabled(),
                user.createdAt());
    }
}
