package io.munjigi.persistence;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.NewAccount;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

final class JdbiUsers implements Users {

    /** Read by their places, since H2 looks up names in a map that it makes anew for each statement. */
    static final String COLUMNS =
            "id, email, email_verified, disabled, created_at, " + StoredRoles.COLUMN + ", password_hash, version";

    static final String INSERT = """
            INSERT INTO users (id, email, email_key, password_hash, email_verified, disabled, version, created_at)
            VALUES (:id, :email, :emailKey, :passwordHash, :emailVerified, :disabled, 0, :createdAt)
            """;

    private static final String SELECT = "SELECT " + COLUMNS + " FROM users ";
    private static final String BY_ID = SELECT + "WHERE id = ?";

    private final Queries queries;
    private final AccountChanges changes;

    JdbiUsers(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.changes = new AccountChanges(new RevocationRecord(clock), clock);
    }

    @Override
    public boolean add(User user, @Nullable PasswordHash passwordHash, AuditEntry entry) {
        return queries.inserts("one_account_per_email_key", handle -> {
            bind(handle.createUpdate(INSERT), new NewAccount(user, passwordHash))
                    .execute();
            StoredRoles.insert(handle, List.of(user));
            AuditRows.insert(handle, entry);
            return true;
        });
    }

    static <S extends SqlStatement<S>> S bind(S statement, NewAccount account) {
        User user = account.user();
        PasswordHash hash = account.passwordHash();
        return statement
                .bind("id", user.id().value())
                .bind("email", user.email().value())
                .bind("emailKey", user.email().key().value())
                .bind("passwordHash", hash == null ? null : hash.reveal())
                .bind("emailVerified", user.emailVerified())
                .bind("disabled", user.disabled())
                .bind("createdAt", Columns.timestamp(user.createdAt()));
    }

    @Override
    public Optional<User> find(UserId id) {
        return queries.find(BY_ID, key(id), JdbiUsers::user);
    }

    @Override
    public Optional<Credentials> findCredentials(EmailKey email) {
        return queries.run(handle -> handle.createQuery(SELECT + "WHERE email_key = :emailKey")
                .bind("emailKey", email.value())
                .map((row, context) -> credentials(row))
                .findOne());
    }

    @Override
    public Optional<Credentials> findCredentials(UserId id) {
        return queries.find(BY_ID, key(id), JdbiUsers::credentials);
    }

    private static Queries.Parameters key(UserId id) {
        return statement -> statement.setObject(1, id.value());
    }

    @Override
    public boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement) {
        return queries.run(handle ->
                handle.createUpdate("UPDATE users SET password_hash = :new WHERE id = :id AND password_hash = :old")
                                .bind("new", replacement.reveal())
                                .bind("id", id.value())
                                .bind("old", expected.reveal())
                                .execute()
                        == 1);
    }

    @Override
    public AccountChange.Result change(UserId id, AccountChange change, AuditEntry entry) {
        return queries.inTransaction(handle -> changes.make(handle, id, change, entry, false))
                .or(() -> queries.inTransaction(handle -> {
                    AccountChanges.passGate(handle);
                    return changes.make(handle, id, change, entry, true);
                }))
                .orElseThrow();
    }

    static Credentials credentials(ResultSet row) throws SQLException {
        String hash = row.getString(7);
        return new Credentials(user(row), hash == null ? null : PasswordHash.of(hash), row.getLong(8));
    }

    static User user(ResultSet row) throws SQLException {
        UserId id = new UserId(Columns.uuid(row, 1));
        return new User(
                id,
                EmailAddress.restore(row.getString(2)),
                row.getBoolean(3),
                StoredRoles.of(id, row.getString(6)),
                row.getBoolean(4),
                Columns.instant(row, 5));
    }
}
