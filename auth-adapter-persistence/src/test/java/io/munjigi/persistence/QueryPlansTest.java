package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AccountChange.Grant;
import io.munjigi.core.model.AccountChange.NewPassword;
import io.munjigi.core.model.AccountChange.NewState;
import io.munjigi.core.model.AccountChange.Removal;
import io.munjigi.core.model.AccountChange.Withdrawal;
import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AttemptRule;
import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.AuditHead.Mark;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.NewAccount;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditChain.Sealed;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.persistence.TestDatabase.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL reads no table from its start, nor more of one that has more rows, and a rotation touches no index; by what it counts itself.
 */
class QueryPlansTest {

    private static final int ROWS = 20_000;

    /** What PostgreSQL looks at while it plans, at the ends of an index. */
    private static final int PLANNERS_ROWS = 10;

    /** So often that PostgreSQL settles for one plan whatever is bound, if that is not dearer. */
    private static final int ROUNDS = 15;

    private static final List<String> TABLES =
            List.of("users", "user_roles", "sessions", "revocations", "audit_events", "password_attempts");

    @Test
    void no_query_reads_a_table_from_its_start() {
        DatabaseSettings settings = TestDatabase.freshSettings(Kind.POSTGRESQL).withPoolSize(1);
        Database.open(settings).close();
        inside(settings, handle -> fill(handle, ROWS));
        Map<String, Long> before = count(settings, "seq_scan");

        try (Database database = Database.open(settings)) {
            for (int round = 0; round < ROUNDS; round++) {
                useEverything(database);
            }
        }

        assertThat(count(settings, "seq_scan")).isEqualTo(before);
        assertThat(count(settings, "n_tup_hot_upd").get("sessions")).isEqualTo(ROUNDS);
    }

    /** An index that is read from end to end would not show above. */
    @Test
    void ten_times_as_many_users_make_no_call_read_more_rows() {
        Map<String, Long> ofFew = rowsRead(ROWS / 10, calls());

        assertThat(rowsRead(ROWS, calls()))
                .allSatisfy((call, ofMany) -> assertThat(ofFew)
                        .hasEntrySatisfying(
                                call,
                                few -> assertThat(ofMany).isLessThanOrEqualTo(few * 3 / 2 + ROUNDS * PLANNERS_ROWS)));
    }

    /** Of 20,000 addresses 11,111 begin with the one, and 1,111 with the other. */
    @Test
    void a_search_reads_no_more_than_a_part_that_is_bounded() {
        Map<String, Long> rows = rowsRead(
                ROWS,
                Map.of(
                        "many", page(new UserFilter("1", null, null), null),
                        "few", page(new UserFilter("19", null, null), null)));

        assertThat(rows.get("many")).isLessThan(ROUNDS * (JdbiUserDirectory.FEW + 1_000L));
        assertThat(rows.get("few")).isLessThan(ROUNDS * 4_000L);
    }

    /** By the names of the calls. */
    private static Map<String, Long> rowsRead(int users, Map<String, Consumer<Database>> calls) {
        DatabaseSettings settings = TestDatabase.freshSettings(Kind.POSTGRESQL).withPoolSize(1);
        Database.open(settings).close();
        inside(settings, handle -> fill(handle, users));
        Map<String, Long> rows = new TreeMap<>();
        new TreeMap<>(calls).forEach((name, call) -> {
            long before = rowsRead(settings);
            try (Database database = Database.open(settings)) {
                for (int round = 0; round < ROUNDS; round++) {
                    call.accept(database);
                }
            }
            rows.put(name, rowsRead(settings) - before);
        });
        return rows;
    }

    /** Entries of indexes, since whether the row behind one is read too depends on when the table was tidied last. */
    private static long rowsRead(DatabaseSettings settings) {
        String read = "seq_tup_read + (SELECT COALESCE(SUM(idx_tup_read), 0) FROM pg_stat_user_indexes indexes"
                + " WHERE indexes.relid = pg_stat_user_tables.relid)";
        return count(settings, read).values().stream().mapToLong(each -> each).sum();
    }

    /** A login, a refresh, what {@code /users/me} reads, and pages for administrators. */
    private static Map<String, Consumer<Database>> calls() {
        UserId somebody = new UserId(new UUID(1L << 63, 0));
        return Map.of(
                "login and refresh", QueryPlansTest::comeIn,
                "first page", page(UserFilter.EVERYBODY, null),
                "deep page", page(UserFilter.EVERYBODY, somebody),
                "administrators", page(UserFilter.ADMINISTRATORS, null),
                "deep page of a role", page(new UserFilter(null, Role.USER, null), somebody),
                "deep page of a state", page(new UserFilter(null, null, false), somebody),
                "an address", page(new UserFilter("17@example.org", null, null), null),
                "audit trail", database -> database.auditLog().page(AuditFilter.EVERYTHING, somebody.value(), 50),
                "audit trail of a kind",
                        database -> database.auditLog()
                                .page(new AuditFilter(null, AuditEvent.Kind.LOGIN), somebody.value(), 50));
    }

    private static Consumer<Database> page(UserFilter filter, @Nullable UserId last) {
        return database -> database.userDirectory().page(filter, last, 50);
    }

    private static void comeIn(Database database) {
        AttemptKey key = new AttemptKey(UUID.randomUUID());
        User user = database.users()
                .findCredentials(EmailKey.of("17@example.org"))
                .orElseThrow()
                .user();
        database.passwordAttempts().take(key, AuthPolicy.strict().throttling().account());
        database.users().find(user.id());
        NewSession opened = SomeSessions.of(user.id(), 0, Instant.now().plus(Duration.ofMinutes(15)));
        database.sessions().open(opened, SomeEvents.any());
        database.passwordAttempts().forget(List.of(key));
        database.sessions().find(opened.id());
        database.sessions().rotate(new Rotation(opened.id(), 0, SomeSessions.IDLE_TTL, Instant.now()));
    }

    private static void fill(Handle handle, int rows) {
        for (String sql : List.of(
                "INSERT INTO users SELECT gen_random_uuid(), n || '@example.org', n || '@example.org', 'hash', FALSE, FALSE, 0, now()"
                        + " FROM generate_series(1, " + rows + ") n",
                "INSERT INTO user_roles SELECT id, 'user' FROM users",
                "INSERT INTO sessions SELECT gen_random_uuid(), id, 0, decode(repeat('00', 32), 'hex'), now(), now(),"
                        + " now() + INTERVAL '1 day', now() + INTERVAL '2 days', now(), NULL, NULL FROM users",
                "INSERT INTO revocations (kind, id, recorded_at, until) SELECT 'SESSION', gen_random_uuid(),"
                        + " now() - INTERVAL '2 hours', now() - INTERVAL '1 hour' FROM users",
                "INSERT INTO audit_events (id, number, at, kind, outcome, actor, subject, personal_digest)"
                        + " SELECT gen_random_uuid(), row_number() OVER (), now(), 'LOGIN', 'SUCCESS', id, id,"
                        + " decode(repeat('00', 32), 'hex') FROM users",
                "INSERT INTO password_attempts SELECT gen_random_uuid(), 1 + n % 7, now(),"
                        + " now() + n * INTERVAL '1 second' FROM generate_series(-2000, " + rows + ") n",
                "UPDATE audit_head SET last_batch = 1, last_event = " + rows
                        + ", last_head = decode(repeat('00', 32), 'hex'),"
                        + " trimmed_batch = 0, trimmed_event = 0, trimmed_head = decode(repeat('00', 32), 'hex'),"
                        + " seal = decode(repeat('00', 32), 'hex')",
                "VACUUM ANALYZE")) {
            handle.execute(sql);
        }
    }

    private static void useEverything(Database database) {
        User user = SomeUsers.anyone();
        Instant soon = Instant.now().plus(Duration.ofMinutes(15));
        database.users().add(user, PasswordHash.of("old"), SomeEvents.any());
        database.users().find(user.id());
        database.users().findCredentials(user.id());
        database.users().findCredentials(EmailKey.of("17@example.org"));
        database.users().replacePasswordHash(user.id(), PasswordHash.of("old"), PasswordHash.of("better"));
        NewSession opened = SomeSessions.of(user.id(), 0, soon);
        database.sessions().open(opened, SomeEvents.any());
        database.sessions().find(opened.id());
        database.sessions().ofUser(user.id());
        database.sessions().rotate(new Rotation(opened.id(), 0, SomeSessions.IDLE_TTL, soon));
        database.users().change(user.id(), new Grant(Role.ADMIN, Duration.ofMinutes(16)), SomeEvents.any());
        database.users().change(user.id(), new NewPassword(0, PasswordHash.of("new"), opened.id()), SomeEvents.any());
        database.sessions().endAll(user.id(), opened.id(), SomeEvents.any());
        database.sessions().end(user.id(), opened.id(), SomeEvents.any());
        Instant since = database.revocations().read(null, news -> {});
        database.revocations().read(since, news -> {});
        Optional<SessionId> looked = database.sweeping().removeEndedSessions(null, 100);
        database.sweeping().removeEndedSessions(looked.orElseThrow(), 100);
        database.sweeping().removeOutdatedRevocations(100);
        guess(database);
        administer(database, user.id());
        audit(database, user.id());
    }

    private static void guess(Database database) {
        AttemptRule rule = AuthPolicy.strict().throttling().account();
        AttemptKey key = new AttemptKey(UUID.randomUUID());
        database.passwordAttempts().take(key, rule);
        database.passwordAttempts().take(key, rule);
        database.passwordAttempts().giveBack(key);
        database.passwordAttempts().postpone(key, Duration.ofMinutes(1));
        database.passwordAttempts().forget(List.of(key, new AttemptKey(UUID.randomUUID())));
        database.sweeping().removeOutdatedAttempts(ROWS - 1_000, 100);
        database.sweeping().removeOutdatedAttempts(10 * ROWS, 100);
    }

    private static void administer(Database database, UserId user) {
        UserDirectory directory = database.userDirectory();
        directory.page(UserFilter.EVERYBODY, null, 50);
        directory.page(UserFilter.EVERYBODY, user, 50);
        directory.page(UserFilter.ADMINISTRATORS, null, 50);
        directory.page(new UserFilter("1", null, null), user, 50);
        directory.page(new UserFilter("17", Role.USER, false), null, 50);
        directory.page(new UserFilter(null, null, true), user, 50);
        directory.page(new UserFilter(null, Role.USER, null), user, 50);
        directory.credentials(null, 50);
        directory.credentials(user, 50);
        directory.addAll(List.of(new NewAccount(SomeUsers.anyone(), null)), SomeEvents.any());
        database.users().change(user, new NewState(true), SomeEvents.any());
        database.users().change(user, new Withdrawal(Role.ADMIN, Duration.ofMinutes(16)), SomeEvents.any());
    }

    private static void audit(Database database, UserId user) {
        AuditLog log = database.auditLog();
        UUID last = log.page(AuditFilter.EVERYTHING, null, 50).get(0).id();
        log.page(AuditFilter.EVERYTHING, last, 50);
        log.page(new AuditFilter(user, null), last, 50);
        log.page(new AuditFilter(user, AuditEvent.Kind.LOGIN), null, 50);
        log.page(new AuditFilter(null, AuditEvent.Kind.LOGIN), last, 50);
        AuditChain chain = database.auditChain();
        chain.seal(100, (head, entries) -> behindAll(Objects.requireNonNull(head), entries));
        chain.entries(1, 100);
        chain.strays();
        database.users().change(user, new Removal(4), SomeEvents.any());
    }

    /** The form of a seal. */
    private static Sealed behindAll(AuditHead head, List<AuditEntry> entries) {
        List<AuditBatch.Listed> listing = entries.stream()
                .map(entry -> new AuditBatch.Listed(entry.event().id(), AuditDigest.NONE))
                .toList();
        AuditBatch batch = new AuditBatch(
                head.last().batch() + 1,
                head.last().event() + 1,
                Instant.now(),
                listing,
                head.last().head(),
                AuditDigest.NONE);
        return new Sealed(batch, new AuditHead(Mark.after(batch), head.trimmed(), head.seal()));
    }

    private static void inside(DatabaseSettings settings, HandleConsumer<RuntimeException> work) {
        Jdbi.create(Engine.of(settings).forMigrations()).useHandle(work);
    }

    /** Counts are told by a connection when it ends: so it waits until no other is left. */
    private static Map<String, Long> count(DatabaseSettings settings, String what) {
        return Jdbi.create(Engine.of(settings).forMigrations()).withHandle(handle -> {
            while (handle.select("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND backend_type = 'client backend'")
                            .mapTo(Integer.class)
                            .one()
                    > 1) {
                Thread.onSpinWait();
            }
            return handle
                    .select("SELECT relname, " + what + " AS count FROM pg_stat_user_tables")
                    .map((row, context) -> Map.entry(row.getString("relname"), row.getLong("count")))
                    .stream()
                    .filter(entry -> TABLES.contains(entry.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        });
    }
}
