package io.munjigi.core.testkit;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
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
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Stores;
import io.munjigi.core.port.Sweeping;
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
    private Instant turnEnds = Instant.MIN;
    private @Nullable Sweeping turnIsOf;

    private record Recorded(Revocation news, Instant at) {}

    /** Empty stores whose times are this clock's. */
    public InMemoryStores(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Users users() {
        return new InMemoryUsers();
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
        if (each.until().isAfter(clock.instant())) {
            news.add(new Recorded(each, clock.instant()));
        }
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
        public boolean add(User user, @Nullable PasswordHash passwordHash) {
            synchronized (lock) {
                if (findCredentials(user.email().key()).isPresent()) {
                    return false;
                }
                accounts.put(user.id(), new Credentials(user, passwordHash, 0));
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
        public Optional<List<Revocation>> change(UserId id, AccountChange change) {
            synchronized (lock) {
                Credentials was = accounts.get(id);
                if (was == null) {
                    return Optional.empty();
                }
                if (change instanceof AccountChange.NewPassword password) {
                    if (was.version() != password.version()) {
                        return Optional.empty();
                    }
                    accounts.put(id, new Credentials(was.user(), password.hash(), was.version() + 1));
                    return Optional.of(endSessions(id, password.kept()));
                }
                if (change instanceof AccountChange.NewState state) {
                    User user = was.user();
                    accounts.put(
                            id,
                            new Credentials(
                                    with(user, user.roles(), state.disabled()), was.passwordHash(), was.version() + 1));
                    return Optional.of(state.disabled() ? endSessions(id, null) : List.of());
                }
                if (change instanceof AccountChange.NewRoles roles) {
                    User user = was.user();
                    accounts.put(
                            id,
                            new Credentials(
                                    with(user, roles.roles(), user.disabled()), was.passwordHash(), was.version()));
                    return Optional.of(tellOfRoles(id, roles.newsFor()));
                }
                if (((AccountChange.Removal) change).version() != was.version()) {
                    return Optional.empty();
                }
                accounts.remove(id);
                return Optional.of(endSessions(id, null));
            }
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

    private final class InMemorySessions implements Sessions {

        @Override
        public boolean open(NewSession session) {
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
        public Optional<Revocation> end(UserId userId, SessionId id) {
            synchronized (lock) {
                return Optional.ofNullable(openSessions.get(id))
                        .filter(session -> session.userId().equals(userId))
                        .map(InMemoryStores.this::end);
            }
        }

        @Override
        public List<Revocation> endAll(UserId userId, @Nullable SessionId kept) {
            synchronized (lock) {
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
                Instant now = clock.instant();
                news.stream()
                        .filter(each -> since == null || !each.at().isBefore(since))
                        .map(Recorded::news)
                        .filter(each -> !each.until().isBefore(now))
                        .forEach(reader);
                return now;
            }
        }

        @Override
        public void record(Revocation revocation) {
            synchronized (lock) {
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
        public int removeOutdatedRevocations(int most) {
            synchronized (lock) {
                List<Recorded> outdated = news.stream()
                        .filter(each -> each.news().until().isBefore(clock.instant()))
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
        public boolean append(SigningKey key) {
            synchronized (lock) {
                if (isTaken(key.number())) {
                    return false;
                }
                keys.add(key);
                recordKeyChange();
                return true;
            }
        }

        @Override
        public boolean remove(String keyId, @Nullable SigningKey successor) {
            synchronized (lock) {
                if (successor != null && isTaken(successor.number())) {
                    return false;
                }
                if (!keys.removeIf(key -> key.keyId().equals(keyId))) {
                    return false;
                }
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

        private boolean isTaken(int number) {
            return keys.stream().anyMatch(key -> key.number() == number);
        }
    }
}
