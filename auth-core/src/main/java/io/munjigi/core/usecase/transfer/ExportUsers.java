package io.munjigi.core.usecase.transfer;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.UserDirectory;
import java.util.List;
import java.util.function.Consumer;

/**
 * All accounts with their password hashes, to take them along. For who acts from within only.
 *
 * <p>Safe for use by many threads.
 */
public final class ExportUsers {

    private static final int AT_A_TIME = 500;

    private final UserDirectory directory;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public ExportUsers(UserDirectory directory, AuditTrail audit) {
        this.directory = directory;
        this.audit = audit;
    }

    /**
     * An export.
     *
     * @param insider who asks for it
     * @param reader is given each account, the one with the lowest id first
     */
    public record Command(Insider insider, Consumer<Credentials> reader) {}

    /**
     * Reads them, some hundred at a time; those that come meanwhile may be among them or not.
     *
     * @return how many there were
     * @throws io.munjigi.core.model.AuthException with {@code UNAVAILABLE}; what was read before was read
     */
    public long handle(Command command) {
        audit.of(Kind.ACCOUNT_EXPORT, Origin.UNKNOWN)
                .by(command.insider())
                .saying("all accounts, with hashes")
                .recordDone();
        long read = 0;
        UserId last = null;
        List<Credentials> page;
        do {
            page = directory.credentials(last, AT_A_TIME);
            page.forEach(command.reader());
            read += page.size();
            last = page.isEmpty() ? last : page.get(page.size() - 1).user().id();
        } while (page.size() == AT_A_TIME);
        return read;
    }
}
