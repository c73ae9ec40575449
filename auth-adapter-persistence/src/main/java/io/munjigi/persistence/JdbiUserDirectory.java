package io.munjigi.persistence;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.NewAccount;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.UserDirectory.Addition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class JdbiUserDirectory implements UserDirectory {

    /** Whoever is faster with an address makes the whole fail; it is tried again with that address taken. */
    private static final int MOST_TRIES = 5;

    private static final String CONSTRAINTS = "one_account_per_";

    /** Accounts that begin alike; as many are looked up and sorted in tens of milliseconds, and as many more may come meanwhile. */
    static final int FEW = 10_000;

    private final Queries queries;

    JdbiUserDirectory(Queries queries) {
        this.queries = queries;
    }

    @Override
    public List<User> page(UserFilter filter, @Nullable UserId before, int most) {
        String beginning = filter.emailPrefix() == null ? null : EmailKey.beginning(filter.emailPrefix());
        String prefix = beginning == null || beginning.isEmpty() ? null : beginning;
        if (prefix != null && !isStorable(prefix)) {
            return List.of();
        }
        return queries.run(handle -> {
            Query query = handle.createQuery(sql(filter, users(handle, prefix), before))
                    .bind("most", most);
            Role role = filter.role();
            if (role != null) {
                query.bind("role", role.name());
            }
            if (filter.disabled() != null) {
                query.bind("disabled", filter.disabled());
            }
            if (prefix != null) {
                query.bind("from", prefix).bind("to", behind(prefix));
            }
            if (before != null) {
                query.bind("before", before.value());
            }
            return query.map((row, context) -> JdbiUsers.user(row)).list();
        });
    }

    /**
     * Those whose address begins so, in the way that reads least for a page of the newest. A database cannot know it when it plans, since a
     * plan is for any prefix: a few are looked up by their addresses and then sorted, while many are looked for among the newest, where there
     * are soon enough unless all of them are old.
     */
    private static String users(Handle handle, @Nullable String prefix) {
        if (prefix == null) {
            return "users";
        }
        return isOfFew(handle, prefix)
                ? "(SELECT * FROM users WHERE email_key >= :from AND email_key < :to ORDER BY email_key LIMIT "
                        + 2 * FEW + ") users"
                // Of expressions there is no index; of one alone PostgreSQL would think that hardly any are between two
                // bounds.
                : "(SELECT * FROM users WHERE email_key || '' >= :from AND '' || email_key < :to) users";
    }

    private static boolean isOfFew(Handle handle, String prefix) {
        return handle.createQuery("SELECT COUNT(*) FROM (SELECT email_key FROM users WHERE email_key >= :from"
                                + " AND email_key < :to ORDER BY email_key LIMIT " + FEW + ") some_users")
                        .bind("from", prefix)
                        .bind("to", behind(prefix))
                        .mapTo(Integer.class)
                        .one()
                < FEW;
    }

    /** Each condition by itself, so that an index serves it: by role in the order of ids, which the index of roles has too. */
    private static String sql(UserFilter filter, String users, @Nullable UserId before) {
        String id = filter.role() == null ? "users.id" : "user_roles.user_id";
        return "SELECT " + JdbiUsers.COLUMNS
                + (filter.role() == null
                        ? " FROM " + users + " WHERE TRUE"
                        : " FROM user_roles JOIN " + users
                                + " ON users.id = user_roles.user_id WHERE user_roles.role = :role")
                + (filter.disabled() == null ? "" : " AND users.disabled = :disabled")
                + (before == null ? "" : before(filter))
                + " ORDER BY " + id + " DESC LIMIT :most";
    }

    /** On both sides of a join, since no bound of the other is inferred: users would be read from the highest id down to here. */
    private static String before(UserFilter filter) {
        return " AND users.id < :before" + (filter.role() == null ? "" : " AND user_roles.user_id < :before");
    }

    /** NUL and unpaired surrogates stand in no key, and not every database can be asked for them. */
    private static boolean isStorable(String prefix) {
        return prefix.codePoints()
                .noneMatch(each -> each == 0
                        || each == Character.MAX_CODE_POINT
                        || Character.getType(each) == Character.SURROGATE);
    }

    /** The least text behind all that begin so, in either database's order: by code points, or by UTF-16 units. */
    private static String behind(String prefix) {
        int last = prefix.codePointBefore(prefix.length());
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, prefix.length() - Character.charCount(last)) + Character.toString(next);
    }

    @Override
    public List<Credentials> credentials(@Nullable UserId after, int most) {
        return queries.run(handle -> {
            Query query = handle.createQuery("SELECT " + JdbiUsers.COLUMNS + " FROM users"
                            + (after == null ? "" : " WHERE id > :after") + " ORDER BY id LIMIT :most")
                    .bind("most", most);
            if (after != null) {
                query.bind("after", after.value());
            }
            return query.map((row, context) -> JdbiUsers.credentials(row)).list();
        });
    }

    @Override
    public Map<UserId, Addition> addAll(List<NewAccount> accounts, AuditEntry entry) {
        Map<UserId, Addition> outcomes = new HashMap<>();
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            if (queries.inserts(CONSTRAINTS, handle -> {
                outcomes.clear();
                outcomes.putAll(judge(handle, accounts));
                insert(handle, accounts, outcomes, entry);
                return true;
            })) {
                return outcomes;
            }
        }
        throw new AuthException(AuthError.UNAVAILABLE);
    }

    private static Map<UserId, Addition> judge(Handle handle, List<NewAccount> accounts) {
        List<String> keys = accounts.stream()
                .map(account -> account.user().email().key().value())
                .toList();
        List<UUID> ids =
                accounts.stream().map(account -> account.user().id().value()).toList();
        Set<String> takenKeys = handle.createQuery("SELECT email_key FROM users WHERE email_key = ANY(:keys)")
                .bindArray("keys", String.class, keys)
                .mapTo(String.class)
                .set();
        Set<UUID> takenIds = handle.createQuery("SELECT id FROM users WHERE id = ANY(:ids)")
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> Columns.uuid(row, "id"))
                .set();
        return accounts.stream()
                .map(NewAccount::user)
                .collect(Collectors.toMap(
                        User::id,
                        user -> takenKeys.contains(user.email().key().value())
                                ? Addition.ADDRESS_TAKEN
                                : takenIds.contains(user.id().value()) ? Addition.ID_TAKEN : Addition.ADDED));
    }

    /** In the order of addresses, each folded once, so that two who add the same wait for one another in one order. */
    private static void insert(
            Handle handle, List<NewAccount> accounts, Map<UserId, Addition> outcomes, AuditEntry entry) {
        List<NewAccount> free = accounts.stream()
                .filter(account -> outcomes.get(account.user().id()) == Addition.ADDED)
                .map(account -> Map.entry(account.user().email().key().value(), account))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        if (free.isEmpty()) {
            return;
        }
        PreparedBatch users = handle.prepareBatch(JdbiUsers.INSERT);
        free.forEach(account -> JdbiUsers.bind(users, account).add());
        users.execute();
        StoredRoles.insert(handle, free.stream().map(NewAccount::user).toList());
        free.stream().flatMap(account -> account.entries().stream()).forEach(each -> AuditRows.insert(handle, each));
        AuditRows.insert(handle, entry);
    }
}
