package io.munjigi.persistence;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.NewPassword;
import io.munjigi.core.model.AccountChange.NewRoles;
import io.munjigi.core.model.AccountChange.NewState;
import io.munjigi.core.model.AccountChange.Removal;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.UserId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Changes of accounts, within the transaction of whoever calls. Each locks the user's row first; it is the gate for all others. */
final class AccountChanges {

    private final RevocationRecord record;

    AccountChanges(RevocationRecord record) {
        this.record = record;
    }

    /** Empty, and nothing is changed, if there is no such account or its version is another. */
    Optional<List<Revocation>> make(Handle handle, UserId id, AccountChange change) {
        if (change instanceof NewPassword password) {
            return setPassword(handle, id, password);
        }
        if (change instanceof NewState state) {
            return setState(handle, id, state);
        }
        if (change instanceof NewRoles roles) {
            return setRoles(handle, id, roles);
        }
        return remove(handle, id, (Removal) change);
    }

    private Optional<List<Revocation>> setPassword(Handle handle, UserId id, NewPassword change) {
        boolean locked = changes(handle.createUpdate("""
                        UPDATE users SET password_hash = :hash, version = version + 1
                        WHERE id = :id AND version = :version
                        """)
                .bind("hash", change.hash().reveal())
                .bind("id", id.value())
                .bind("version", change.version()));
        return locked ? Optional.of(record.endSessions(handle, id, change.kept())) : Optional.empty();
    }

    private Optional<List<Revocation>> setState(Handle handle, UserId id, NewState change) {
        boolean locked = changes(
                handle.createUpdate("UPDATE users SET disabled = :disabled, version = version + 1 WHERE id = :id")
                        .bind("disabled", change.disabled())
                        .bind("id", id.value()));
        if (!locked) {
            return Optional.empty();
        }
        return Optional.of(change.disabled() ? record.endSessions(handle, id, null) : List.of());
    }

    private Optional<List<Revocation>> setRoles(Handle handle, UserId id, NewRoles change) {
        boolean locked = handle.createQuery("SELECT id FROM users WHERE id = :id FOR UPDATE")
                .bind("id", id.value())
                .map((row, context) -> true)
                .findOne()
                .isPresent();
        if (!locked) {
            return Optional.empty();
        }
        handle.createUpdate("DELETE FROM user_roles WHERE user_id = :id")
                .bind("id", id.value())
                .execute();
        StoredRoles.insert(handle, id, change.roles());
        return Optional.of(record.recordChange(handle, id, change.newsFor()));
    }

    private Optional<List<Revocation>> remove(Handle handle, UserId id, Removal change) {
        boolean locked = changes(
                handle.createUpdate("UPDATE users SET version = version + 1 WHERE id = :id AND version = :version")
                        .bind("id", id.value())
                        .bind("version", change.version()));
        if (!locked) {
            return Optional.empty();
        }
        List<Revocation> news = record.endSessions(handle, id, null);
        handle.createUpdate("DELETE FROM users WHERE id = :id")
                .bind("id", id.value())
                .execute();
        return Optional.of(news);
    }

    private static boolean changes(Update one) {
        return one.execute() == 1;
    }
}
