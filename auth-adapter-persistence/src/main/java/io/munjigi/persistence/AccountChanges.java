package io.munjigi.persistence;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.Grant;
import io.munjigi.core.model.AccountChange.NewPassword;
import io.munjigi.core.model.AccountChange.NewState;
import io.munjigi.core.model.AccountChange.Removal;
import io.munjigi.core.model.AccountChange.Status;
import io.munjigi.core.model.AccountChange.Withdrawal;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.UserId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Changes of accounts, within the transaction of whoever calls. Each locks the user's row first; all others wait for that. Whoever takes an
 * administrator away passes a gate before, so that no two do at once.
 */
final class AccountChanges {

    private static final String IS_ADMINISTRATOR = """
            SELECT 1 FROM users JOIN user_roles ON user_roles.user_id = users.id
            WHERE users.id = :id AND user_roles.role = 'admin' AND NOT users.disabled AND users.password_hash IS NOT NULL
            """;

    private static final String IS_ANOTHER_ADMINISTRATOR = """
            SELECT 1 FROM user_roles JOIN users ON users.id = user_roles.user_id
            WHERE user_roles.role = 'admin' AND users.id <> :id AND NOT users.disabled AND users.password_hash IS NOT NULL
            LIMIT 1
            """;

    private final RevocationRecord record;
    private final DatabaseClock clock;

    AccountChanges(RevocationRecord record, DatabaseClock clock) {
        this.record = record;
        this.clock = clock;
    }

    private record Account(long version, boolean disabled) {}

    /**
     * Makes a change. Whoever turns out to be an administrator who may be taken away is left as they are, unless the caller has passed the
     * gate: it must be passed before the user's row is locked.
     *
     * @param isGatePassed whether {@link #passGate} was called in this transaction
     * @return empty, and nothing is changed, if the gate must be passed
     */
    Optional<AccountChange.Result> make(
            Handle handle, UserId id, AccountChange change, AuditEntry entry, boolean isGatePassed) {
        Account account = lock(handle, id);
        Status status = account == null ? Status.NO_SUCH_ACCOUNT : judge(handle, id, account, change);
        if (status == Status.MADE && mayTakeAdministrator(change) && exists(handle, IS_ADMINISTRATOR, id)) {
            if (!isGatePassed) {
                return Optional.empty();
            }
            status = exists(handle, IS_ANOTHER_ADMINISTRATOR, id) ? Status.MADE : Status.LAST_ADMINISTRATOR;
        }
        if (status != Status.MADE) {
            return Optional.of(AccountChange.Result.not(status));
        }
        AuditRows.insert(handle, entry);
        return Optional.of(AccountChange.Result.made(apply(handle, id, change)));
    }

    /** One at a time, until the transaction ends. */
    static void passGate(Handle handle) {
        handle.createQuery("SELECT work FROM turns WHERE work = 'administrators' FOR UPDATE")
                .mapTo(String.class)
                .one();
    }

    private static boolean mayTakeAdministrator(AccountChange change) {
        return change instanceof Removal
                || (change instanceof NewState state && state.disabled())
                || (change instanceof Withdrawal withdrawal && withdrawal.role().equals(Role.ADMIN));
    }

    private static @Nullable Account lock(Handle handle, UserId id) {
        return handle.createQuery("SELECT version, disabled FROM users WHERE id = :id FOR UPDATE")
                .bind("id", id.value())
                .map((row, context) -> new Account(row.getLong("version"), row.getBoolean("disabled")))
                .findOne()
                .orElse(null);
    }

    private static Status judge(Handle handle, UserId id, Account account, AccountChange change) {
        if (change instanceof NewPassword password) {
            return password.version() == account.version() ? Status.MADE : Status.NO_SUCH_ACCOUNT;
        }
        if (change instanceof Removal removal) {
            return removal.version() == account.version() ? Status.MADE : Status.NO_SUCH_ACCOUNT;
        }
        boolean isSo = change instanceof NewState state
                ? state.disabled() == account.disabled()
                : hasAsGiven(handle, id, change);
        return isSo ? Status.ALREADY_SO : Status.MADE;
    }

    private static boolean hasAsGiven(Handle handle, UserId id, AccountChange change) {
        Role role = change instanceof Grant grant ? grant.role() : ((Withdrawal) change).role();
        boolean has = handle.createQuery("SELECT 1 FROM user_roles WHERE user_id = :id AND role = :role")
                .bind("id", id.value())
                .bind("role", role.name())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        return has == change instanceof Grant;
    }

    private List<Revocation> apply(Handle handle, UserId id, AccountChange change) {
        if (change instanceof NewPassword password) {
            execute(
                    handle.createUpdate("UPDATE users SET password_hash = :hash, version = version + 1 WHERE id = :id")
                            .bind("hash", password.hash().reveal()),
                    id);
            return record.endSessions(handle, id, password.kept());
        }
        if (change instanceof NewState state) {
            execute(
                    handle.createUpdate("UPDATE users SET disabled = :disabled, version = version + 1 WHERE id = :id")
                            .bind("disabled", state.disabled()),
                    id);
            return state.disabled() ? record.endSessions(handle, id, null) : List.of();
        }
        if (change instanceof Grant grant) {
            execute(
                    handle.createUpdate("INSERT INTO user_roles (user_id, role) VALUES (:id, :role)")
                            .bind("role", grant.role().name()),
                    id);
            return record.recordChange(handle, id, grant.newsFor());
        }
        if (change instanceof Withdrawal withdrawal) {
            execute(
                    handle.createUpdate("DELETE FROM user_roles WHERE user_id = :id AND role = :role")
                            .bind("role", withdrawal.role().name()),
                    id);
            return record.recordChange(handle, id, withdrawal.newsFor());
        }
        List<Revocation> news = record.endSessions(handle, id, null);
        execute(handle.createUpdate("DELETE FROM users WHERE id = :id"), id);
        AuditRows.erase(handle, clock, id);
        return news;
    }

    private static void execute(Update update, UserId id) {
        update.bind("id", id.value()).execute();
    }

    private static boolean exists(Handle handle, String query, UserId id) {
        return handle.createQuery(query)
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }
}
