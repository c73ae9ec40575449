package io.munjigi.app.command;

import io.munjigi.app.transfer.AccountRow;
import io.munjigi.app.transfer.AccountSource;
import io.munjigi.app.transfer.ProgressBar;
import io.munjigi.app.transfer.SourceRow;
import io.munjigi.app.transfer.UnreadableRow;
import io.munjigi.core.model.AccountToImport;
import io.munjigi.core.model.Insider;
import io.munjigi.core.usecase.transfer.ImportUsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Takes accounts from a source to the house, some hundred at a time, of which all or none are committed. For use by one thread, once. */
final class AccountImport {

    private static final int CHUNK = 500;

    private final ImportUsers importUsers;
    private final AccountSource source;
    private final RefusalReport refusals;
    private final ProgressBar progress;
    private final List<AccountToImport> chunk = new ArrayList<>(CHUNK);
    private long lastRead;
    private volatile long lastDone;
    private long added;
    private long present;

    AccountImport(ImportUsers importUsers, AccountSource source, RefusalReport refusals, ProgressBar progress) {
        this.importUsers = importUsers;
        this.source = source;
        this.refusals = refusals;
        this.progress = progress;
    }

    /**
     * Takes them, until there are no more or it is to stop.
     *
     * @return whether it came to the end
     */
    boolean run(long firstPosition, BooleanSupplier isToStop) {
        while (!isToStop.getAsBoolean()) {
            Optional<SourceRow> row = source.next();
            if (row.isEmpty()) {
                commit();
                return true;
            }
            lastRead = row.get().position();
            if (lastRead >= firstPosition) {
                take(row.get());
            }
            if (chunk.size() == CHUNK) {
                commit();
            }
        }
        return false;
    }

    private void take(SourceRow row) {
        if (row instanceof AccountRow account) {
            chunk.add(new AccountToImport(
                    account.position(),
                    account.email(),
                    account.passwordHash(),
                    account.id(),
                    new TreeSet<>(account.roles().isEmpty() ? List.of("user") : account.roles()),
                    account.emailVerified(),
                    account.disabled(),
                    account.createdAt()));
        } else if (row instanceof UnreadableRow unreadable) {
            refusals.add(unreadable.position(), unreadable.reason());
        }
    }

    private void commit() {
        if (!chunk.isEmpty()) {
            ImportUsers.Result result = importUsers.handle(new ImportUsers.Command(Insider.OPERATOR, chunk));
            added += result.added();
            present += result.present();
            result.refusals().forEach(refusal -> refusals.add(refusal.position(), Bodies.lower(refusal.reason())));
            chunk.clear();
        }
        lastDone = lastRead;
        progress.update(added + present, refusals.total());
    }

    long added() {
        return added;
    }

    long present() {
        return present;
    }

    JsonObject summary() {
        return new JsonObject()
                .with("added", added)
                .with("present", present)
                .with("refused", refusals.total())
                .with(
                        "reasons",
                        refusals.byReason().stream().map(JsonObject::members).toList())
                .with("last_position", lastDone);
    }

    String summaryText() {
        return added + " added, " + present + " present already, " + refusals.total() + " refused"
                + refusals.inWords(source.unit());
    }

    /** Where to go on. */
    String whereItStopped() {
        return "stopped after " + source.unit() + " " + lastDone
                + ": run the same command again, which passes over what" + " is there, or add --from-position "
                + (lastDone + 1) + " to begin behind it";
    }
}
