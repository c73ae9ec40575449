package io.munjigi.core.testkit;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.Status;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.NewAccount;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.PasswordAttempts;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Stores;
import io.munjigi.core.port.Sweeping;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.UserDirectory.Addition;
import io.munjigi.core.port.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All stores in memory, behind one lock, forgotten with the object. Passes every store's contract. */
public final class InMemoryStores implements Stores {

    private final InstantSource clock;
    private final Object lock = new Object();
    private final Map<UserId, Credentials> accounts = new HashMap<>();
    private final Map<SessionId, Session> openSessions = new HashMap<>();
    private final List<Recorded> news = new ArrayList<>();
    private final List<SigningKey> keys = new ArrayList<>();
    private final Map<String, SealedBytes> secrets = new HashMap<>();
    private final InMemoryAudit audit = new InMemoryAudit(lock, id -> accounts().containsKey(id));
    private final InMemoryPasswordAttempts attempts;
    private Instant turnEnds = Instant.MIN;
    private @Nullable Sweeping turnIsOf;

    private record Recorded(Revocation news, Instant at) {}

    /** Empty stores whose times are this clock's. */
    public InMemoryStores(InstantSource clock) {
        this.clock = clock;
        this.attempts = new InMemoryPasswordAttempts(clock);
    }

    @Override
    public Users users() {
        return new InMemoryUsers();
    }

    @Override
    public UserDirectory userDirectory() {
        return new InMemoryUserDirectory();
    }

    @Override
    public AuditLog auditLog() {
        return audit.log();
    }

    @Override
    public AuditChain auditChain() {
        return audit.chain();
    }

    /** Everything in the audit trail, the oldest first. */
    public List<AuditEvent> events() {
        return audit.events();
    }

    private Map<UserId, Credentials> accounts() {
        return accounts;
    }

    @Override
    public Sessions sessions() {
        return new InMemorySessions();
    }

    @Override
    public Revocations revocations() {
        return new InMemoryRevocations();
    }

    @Override
    public PasswordAttempts passwordAttempts() {
        return attempts;
    }

    @Override
    public Sweeping sweeping() {
        return new InMemorySweeping();
    }

    @Override
    public SigningKeys signingKeys() {
        return new InMemorySigningKeys();
    }

    @Override
    public SealedSecrets sealedSecrets() {
        return new InMemorySealedSecrets();
    }

    private void record(Revocation each) {
        if (isCurrent(each)) {
            news.add(new Recorded(each, clock.instant()));
        }
    }

    private boolean isCurrent(Revocation each) {
        return each.until().plus(Revocation.TOLERANCE).isAfter(clock.instant());
    }

    private void recordKeyChange() {
        record(new Revocation(
                Revocation.Of.SIGNING_KEYS, UUID.randomUUID(), clock.instant().plus(Duration.ofHours(1))));
    }

    private List<Revocation> endSessions(UserId userId, @Nullable SessionId kept) {
        List<Session> ended = openSessions.values().stream()
                .filter(session ->
                        session.userId().equals(userId) && !session.id().equals(kept))
                .toList();
        return ended.stream().map(this::end).toList();
    }

    private Revocation end(Session session) {
        openSessions.remove(session.id());
        Revocation ended = Revocation.ofSession(session.id(), session.accessExpiresAt());
        record(ended);
        return ended;
    }

    private final class InMemoryUsers implements Users {

        @Override
        public boolean add(User user, @Nullable PasswordHash passwordHash, AuditEntry entry) {
            synchronized (lock) {
                if (findCredentials(user.email().key()).isPresent()) {
                    return false;
                }
                accounts.put(user.id(), new Credentials(user, passwordHash, 0));
                audit.add(entry);
                return true;
            }
        }

        @Override
        public Optional<User> find(UserId id) {
            return findCredentials(id).map(Credentials::user);
        }

        @Override
        public Optional<Credentials> findCredentials(EmailKey email) {
            synchronized (lock) {
                return accounts.values().stream()
                        .filter(account -> account.user().email().key().equals(email))
                        .findFirst();
            }
        }

        @Override
        public Optional<Credentials> findCredentials(UserId id) {
            synchronized (lock) {
                return Optional.ofNullable(accounts.get(id));
            }
        }

        @Override
        public boolean replacePasswordHash(UserId id, PasswordHash expected, PasswordHash replacement) {
            synchronized (lock) {
                Credentials was = accounts.get(id);
                if (was == null
                        || was.passwordHash() == null
                        || !was.passwordHash().equals(expected)) {
                    return false;
                }
                accounts.put(id, new Credentials(was.user(), replacement, was.version()));
                return true;
            }
        }

        @Override
        public AccountChange.Result change(UserId id, AccountChange change, AuditEntry entry) {
            synchronized (lock) {
                Credentials was = accounts.get(id);
                Status refusal = was == null ? Status.NO_SUCH_ACCOUNT : refusal(was, change);
                if (was == null || refusal != Status.MADE) {
                    return AccountChange.Result.not(refusal);
                }
                audit.add(entry);
                return AccountChange.Result.made(make(was, change));
            }
        }

        private Status refusal(Credentials was, AccountChange change) {
            User user = was.user();
            if (change instanceof AccountChange.NewPassword password) {
                return was.version() == password.version() ? Status.MADE : Status.NO_SUCH_ACCOUNT;
            }
            if (change instanceof AccountChange.NewState state) {
                return user.disabled() == state.disabled()
                        ? Status.ALREADY_SO
                        : state.disabled() ? unlessLastAdministrator(was) : Status.MADE;
            }
            if (change instanceof AccountChange.Grant grant) {
                return user.roles().contains(grant.role()) ? Status.ALREADY_SO : Status.MADE;
            }
            if (change instanceof AccountChange.Withdrawal withdrawal) {
                if (!user.roles().contains(withdrawal.role())) {
                    return Status.ALREADY_SO;
                }
                return withdrawal.role().equals(Role.ADMIN) ? unlessLastAdministrator(was) : Status.MADE;
            }
            return ((AccountChange.Removal) change).version() == was.version()
                    ? unlessLastAdministrator(was)
                    : Status.NO_SUCH_ACCOUNT;
        }

        private Status unlessLastAdministrator(Credentials was) {
            boolean isLast = isAdministrator(was)
                    && accounts.values().stream().filter(this::isAdministrator).count() == 1;
            return isLast ? Status.LAST_ADMINISTRATOR : Status.MADE;
        }

        private boolean isAdministrator(Credentials account) {
            return account.passwordHash() != null
                    && !account.user().disabled()
                    && account.user().roles().contains(Role.ADMIN);
        }

        private List<Revocation> make(Credentials was, AccountChange change) {
            User user = was.user();
            if (change instanceof AccountChange.NewPassword password) {
                accounts.put(user.id(), new Credentials(user, password.hash(), was.version() + 1));
                return endSessions(user.id(), password.kept());
            }
            if (change instanceof AccountChange.NewState state) {
                accounts.put(
                        user.id(),
                        new Credentials(
                                with(user, user.roles(), state.disabled()), was.passwordHash(), was.version() + 1));
                return state.disabled() ? endSessions(user.id(), null) : List.of();
            }
            if (change instanceof AccountChange.Removal) {
                accounts.remove(user.id());
                audit.erase(user.id());
                return endSessions(user.id(), null);
            }
            SortedSet<Role> roles = new TreeSet<>(user.roles());
            Duration newsFor;
            if (change instanceof AccountChange.Grant grant) {
                roles.add(grant.role());
                newsFor = grant.newsFor();
            } else {
                AccountChange.Withdrawal withdrawal = (AccountChange.Withdrawal) change;
                roles.remove(withdrawal.role());
                newsFor = withdrawal.newsFor();
            }
            accounts.put(
                    user.id(), new Credentials(with(user, roles, user.disabled()), was.passwordHash(), was.version()));
            return tellOfRoles(user.id(), newsFor);
        }

        private List<Revocation> tellOfRoles(UserId id, Duration newsFor) {
            Instant until = openSessions.values().stream()
                    .filter(session -> session.userId().equals(id))
                    .map(Session::accessExpiresAt)
                    .reduce(clock.instant().plus(newsFor), (one, other) -> one.isAfter(other) ? one : other);
            Revocation told = Revocation.ofUser(id, until);
            record(told);
            return List.of(told);
        }

        private User with(User user, SortedSet<Role> roles, boolean disabled) {
            return new User(user.id(), user.email(), user.emailVerified(), roles, disabled, user.createdAt());
        }
    }

    private final class InMemoryUserDirectory implements UserDirectory {

        @Override
        public List<User> page(UserFilter filter, @Nullable UserId before, int most) {
            synchronized (lock) {
                return accounts.values().stream()
                        .map(Credentials::user)
                        .filter(user -> before == null || user.id().compareTo(before) < 0)
                        .filter(user -> isMeant(user, filter))
                        .sorted(Comparator.comparing(User::id).reversed())
                        .limit(most)
                        .toList();
            }
        }

        private boolean isMeant(User user, UserFilter filter) {
            return (filter.emailPrefix() == null
                            || user.email().key().value().startsWith(EmailKey.beginning(filter.emailPrefix())))
                    && (filter.role() == null || user.roles().contains(filter.role()))
                    && (filter.disabled() == null || user.disabled() == filter.disabled());
        }

        @Override
        public List<Credentials> credentials(@Nullable UserId after, int most) {
            synchronized (lock) {
                return accounts.values().stream()
                        .filter(account -> after == null || account.user().id().compareTo(after) > 0)
                        .sorted(Comparator.comparing(account -> account.user().id()))
                        .limit(most)
                        .toList();
            }
        }

        @Override
        public Map<UserId, Addition> addAll(List<NewAccount> additions, AuditEntry entry) {
            synchronized (lock) {
                Map<UserId, Addition> outcomes = new HashMap<>();
                for (NewAccount account : additions) {
                    outcomes.put(account.user().id(), add(account));
                }
                if (outcomes.containsValue(Addition.ADDED)) {
                    audit.add(entry);
                }
                return outcomes;
            }
        }

        private Addition add(NewAccount account) {
            User user = account.user();
            if (users().findCredentials(user.email().key()).isPresent()) {
                return Addition.ADDRESS_TAKEN;
            }
            if (accounts.containsKey(user.id())) {
                return Addition.ID_TAKEN;
            }
            accounts.put(user.id(), new Credentials(user, account.passwordHash(), 0));
            account.entries().forEach(audit::add);
            return Addition.ADDED;
        }
    }

    private final class InMemorySessions implements Sessions {

        @Override
        public boolean open(NewSession session, AuditEntry entry) {
            synchronized (lock) {
                Credentials account = accounts.get(session.userId());
                if (account == null || account.user().disabled() || account.version() != session.userVersion()) {
                    return false;
                }
                Instant now = clock.instant();
                openSessions.put(
                        session.id(),
                        new Session(
                                session.id(),
                                session.userId(),
                                0,
                                session.secretDigest(),
                                now,
                                now,
                                now.plus(session.idleTtl()),
                                now.plus(session.maxTtl()),
                                session.accessExpiresAt(),
                                new Origin(
                                        session.origin().address(),
                                        session.origin().userAgent(),
                                        null),
                                account.user().roles(),
                                now));
                audit.add(entry);
                return true;
            }
        }

        @Override
        public Optional<Session> find(SessionId id) {
            synchronized (lock) {
                return Optional.ofNullable(openSessions.get(id))
                        .filter(this::isAlive)
                        .map(this::read);
            }
        }

        @Override
        public List<Session> ofUser(UserId userId) {
            synchronized (lock) {
                return openSessions.values().stream()
                        .filter(session -> session.userId().equals(userId))
                        .filter(this::isAlive)
                        .map(this::read)
                        .sorted(Comparator.comparing(Session::createdAt)
                                .thenComparing(session -> session.id().value())
                                .reversed())
                        .toList();
            }
        }

        @Override
        public boolean rotate(Rotation rotation) {
            synchronized (lock) {
                Session was = openSessions.get(rotation.id());
                if (was == null || was.generation() != rotation.from() || !isAlive(was)) {
                    return false;
                }
                Instant now = clock.instant();
                Instant accessExpiresAt = was.accessExpiresAt().isAfter(rotation.accessExpiresAt())
                        ? was.accessExpiresAt()
                        : rotation.accessExpiresAt();
                openSessions.put(
                        was.id(),
                        new Session(
                                was.id(),
                                was.userId(),
                                was.generation() + 1,
                                was.secretDigest(),
                                was.createdAt(),
                                now,
                                now.plus(rotation.idleTtl()),
                                was.expiresAt(),
                                accessExpiresAt,
                                was.origin(),
                                was.roles(),
                                now));
                return true;
            }
        }

        @Override
        public Optional<Revocation> end(UserId userId, SessionId id, AuditEntry entry) {
            synchronized (lock) {
                Optional<Revocation> ended = Optional.ofNullable(openSessions.get(id))
                        .filter(session -> session.userId().equals(userId))
                        .map(InMemoryStores.this::end);
                ended.ifPresent(news -> audit.add(entry));
                return ended;
            }
        }

        @Override
        public List<Revocation> endAll(UserId userId, @Nullable SessionId kept, AuditEntry entry) {
            synchronized (lock) {
                audit.add(entry);
                accounts.computeIfPresent(
                        userId, (id, was) -> new Credentials(was.user(), was.passwordHash(), was.version() + 1));
                return endSessions(userId, kept);
            }
        }

        private boolean isAlive(Session session) {
            Credentials account = accounts.get(session.userId());
            return account != null
                    && !account.user().disabled()
                    && session.endsAt().isAfter(clock.instant());
        }

        private SortedSet<Role> rolesOf(Session session) {
            Credentials account = accounts.get(session.userId());
            return account == null ? session.roles() : account.user().roles();
        }

        private Session read(Session session) {
            return new Session(
                    session.id(),
                    session.userId(),
                    session.generation(),
                    session.secretDigest(),
                    session.createdAt(),
                    session.lastUsedAt(),
                    session.idleExpiresAt(),
                    session.expiresAt(),
                    session.accessExpiresAt(),
                    session.origin(),
                    rolesOf(session),
                    clock.instant());
        }
    }

    private final class InMemoryRevocations implements Revocations {

        @Override
        public Instant read(@Nullable Instant since, Consumer<Revocation> reader) {
            synchronized (lock) {
                news.stream()
                        .filter(each -> since == null || !each.at().isBefore(since))
                        .map(Recorded::news)
                        .filter(InMemoryStores.this::isCurrent)
                        .forEach(reader);
                return clock.instant();
            }
        }

        @Override
        public void record(Revocation revocation, AuditEntry entry) {
            synchronized (lock) {
                audit.add(entry);
                InMemoryStores.this.record(revocation);
            }
        }
    }

    private final class InMemorySweeping implements Sweeping {

        @Override
        public boolean takeTurn(Duration length) {
            synchronized (lock) {
                if (turnIsOf != this && turnEnds.isAfter(clock.instant())) {
                    return false;
                }
                turnIsOf = this;
                turnEnds = clock.instant().plus(length);
                return true;
            }
        }

        @Override
        public Optional<SessionId> removeEndedSessions(@Nullable SessionId after, int most) {
            synchronized (lock) {
                List<Session> slice = openSessions.values().stream()
                        .filter(session -> after == null || session.id().value().compareTo(after.value()) > 0)
                        .sorted(Comparator.comparing(session -> session.id().value()))
                        .limit(most)
                        .toList();
                slice.stream()
                        .filter(session -> !session.endsAt().isAfter(clock.instant()))
                        .forEach(session -> openSessions.remove(session.id()));
                return slice.size() < most
                        ? Optional.empty()
                        : Optional.of(slice.get(most - 1).id());
            }
        }

        @Override
        public int removeOutdatedAttempts(int kept, int most) {
            return attempts.removeOutdated(kept, most);
        }

        @Override
        public int removeOutdatedRevocations(int most) {
            synchronized (lock) {
                List<Recorded> outdated = news.stream()
                        .filter(each -> !isCurrent(each.news()))
                        .limit(most)
                        .toList();
                news.removeAll(outdated);
                return outdated.size();
            }
        }
    }

    private final class InMemorySealedSecrets implements SealedSecrets {

        @Override
        public SealedBytes keep(String purpose, SealedBytes candidate) {
            synchronized (lock) {
                SealedBytes kept = secrets.putIfAbsent(purpose, candidate);
                return kept == null ? candidate : kept;
            }
        }

        @Override
        public Map<String, SealedBytes> all() {
            synchronized (lock) {
                return Map.copyOf(secrets);
            }
        }

        @Override
        public boolean reseal(String purpose, SealedBytes expected, SealedBytes replacement) {
            synchronized (lock) {
                return secrets.replace(purpose, expected, replacement);
            }
        }
    }

    private final class InMemorySigningKeys implements SigningKeys {

        @Override
        public List<SigningKey> all() {
            synchronized (lock) {
                return List.copyOf(keys);
            }
        }

        @Override
        public boolean append(SigningKey key, @Nullable AuditEntry entry) {
            synchronized (lock) {
                if (isTaken(key.number())) {
                    return false;
                }
                record(entry);
                keys.add(key);
                recordKeyChange();
                return true;
            }
        }

        @Override
        public boolean remove(String keyId, @Nullable SigningKey successor, @Nullable AuditEntry entry) {
            synchronized (lock) {
                if (successor != null && isTaken(successor.number())) {
                    return false;
                }
                if (!keys.removeIf(key -> key.keyId().equals(keyId))) {
                    return false;
                }
                record(entry);
                if (successor != null) {
                    keys.add(successor);
                }
                recordKeyChange();
                return true;
            }
        }

        @Override
        public boolean reseal(String keyId, SealedBytes expected, SealedBytes replacement) {
            synchronized (lock) {
                boolean[] resealed = new boolean[1];
                keys.replaceAll(key -> {
                    if (!key.keyId().equals(keyId) || !key.sealedPrivateKey().equals(expected)) {
                        return key;
                    }
                    resealed[0] = true;
                    return key.sealedAs(replacement);
                });
                return resealed[0];
            }
        }

        private void record(@Nullable AuditEntry entry) {
            if (entry != null) {
                audit.add(entry);
            }
        }

        private boolean isTaken(int number) {
            return keys.stream().anyMatch(key -> key.number() == number);
        }
    }
}
