package io.munjigi.persistence;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiUsers implements Users {

    private static final String SELECT = """
            SELECT id, email, email_verified, disabled, created_at, password_hash, version, %s
            FROM users
            """.formatted(StoredRoles.COLUMN);

    private final Queries queries;
    private final AccountChanges changes;

    JdbiUsers(Queries queries, DatabaseClock clock) {
        this.queries = queries;
        this.changes = new AccountChanges(new RevocationRecord(clock));
    }

    @Override
    public boolean add(User user, @Nullable PasswordHash passwordHash) {
        return queries.inserts("one_account_per_email_key", handle -> {
            insert(handle, user, passwordHash);
            StoredRoles.insert(handle, user.id(), user.roles());
            return true;
        });
    }

    private static void insert(Handle handle, User user, @Nullable PasswordHash passwordHash) {
        handle.createUpdate("""
                        INSERT INTO users (id, email, email_key, password_hash, email_verified, disabled, version, created_at)
                        VALUES (:id, :email, :emailKey, :passwordHash, :emailVerified, :disabled, 0, :createdAt)
                        """)
                .bind("id", user.id().value())
                .bind("email", user.email().value())
                .bind("emailKey", user.email().key().value())
                .bind("passwordHash", passwordHash == null ? null : passwordHash.reveal())
                .bind("emailVerified", user.emailVerified())
                .bind("disabled", user.disabled())
                .bind("createdAt", Columns.timestamp(user.createdAt()))
                .execute();
    }

    @Override
    public Optional<User> find(UserId id) {
        return queries.run(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id.value())
                .map(JdbiUsers::user)
                .findOne());
    }

    @Override
    public Optional<Credentials> findCredentials(EmailKey email) {
        return queries.run(handle -> handle.createQuery(SELECT + "WHERE email_key = :emailKey")
                .bind("emailKey", email.value())
                .map(JdbiUsers::credentials)
                .findOne());
    }

    @Override
    public Optional<Credentials> findCredentials(UserId id) {
        return queries.run(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id.value())
                .map(JdbiUsers::credentials)
                .findOne());
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
    public Optional<List<Revocation>> change(UserId id, AccountChange change) {
        return queries.inTransaction(handle -> changes.make(handle, id, change));
    }

    private static Credentials credentials(ResultSet row, StatementContext context) throws SQLException {
        String hash = row.getString("password_hash");
        return new Credentials(user(row, context), hash == null ? null : PasswordHash.of(hash), row.getLong("version"));
    }

    private static User user(ResultSet row, StatementContext context) throws SQLException {
        UserId id = new UserId(Columns.uuid(row, "id"));
        return new User(
                id,
                EmailAddress.restore(row.getString("email")),
                row.getBoolean("email_verified"),
                StoredRoles.of(id, row),
                row.getBoolean("disabled"),
                Columns.instant(row, "created_at"));
    }
}
