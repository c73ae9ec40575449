package io.munjigi.core.guard;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.Status;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;

/**
 * Changes accounts: first in the store, then on this node, then the others are told, and the listener of the audit trail.
 *
 * <p>Safe for use by many threads.
 */
public final class AccountChanger {

    private final Users users;
    private final RevocationMirror mirror;
    private final AuditTrail audit;

    public AccountChanger(Users users, RevocationMirror mirror, AuditTrail audit) {
        this.users = users;
        this.mirror = mirror;
        this.audit = audit;
    }

    /**
     * Makes a change, unless it is so already.
     *
     * @param ifAbsent the reason to refuse where there is no such account, or it has another version
     * @throws AuthException with that reason; {@link AuthError#LAST_ADMINISTRATOR}; {@link AuthError#UNAVAILABLE}. In every case nothing
     *     has changed.
     */
    public void change(UserId id, AccountChange change, AuditTrail.Draft draft, AuthError ifAbsent) {
        AuditEntry entry = draft.done();
        AccountChange.Result result = users.change(id, change, entry);
        if (result.status() == Status.LAST_ADMINISTRATOR) {
            draft.recordRefused();
            throw new AuthException(AuthError.LAST_ADMINISTRATOR);
        }
        if (result.status() == Status.NO_SUCH_ACCOUNT) {
            throw new AuthException(ifAbsent);
        }
        if (result.status() == Status.MADE) {
            mirror.tell(result.news());
            audit.tell(entry);
        }
    }
}
