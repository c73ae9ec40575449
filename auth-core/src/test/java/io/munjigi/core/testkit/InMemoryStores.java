package io.munjigi.core.testkit;

import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.port.Stores;
import io.munjigi.core.port.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All stores in memory, behind one lock, forgotten with the object. Passes every store's contract. */
public final class InMemoryStores implements Stores {

    private final InstantSource clock;
    private final Object lock = new Object();
    private final Map<UserId, Credentials> accounts = new HashMap<>();
    private final Map<SessionId, Session> openSessions = new HashMap<>();
    private final List<SigningKey> keys = new ArrayList<>();
    private final Map<String, SealedBytes> secrets = new HashMap<>();

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
    public SigningKeys signingKeys() {
        return new InMemorySigningKeys();
    }

    @Override
    public SealedSecrets sealedSecrets() {
        return (purpose, candidate) -> {
            synchronized (lock) {
                SealedBytes kept = secrets.putIfAbsent(purpose, candidate);
                return kept == null ? candidate : kept;
            }
        };
    }

    /** As a change of password does: moves the account's version and ends its sessions, as one step. */
    public void moveVersionAndEndSessions(UserId id) {
        synchronized (lock) {
            accounts.computeIfPresent(
                    id, (same, was) -> new Credentials(was.user(), was.passwordHash(), was.version() + 1));
            endSessions(id);
        }
    }

    /** Disables an account, and leaves everything else as it is. */
    public void disable(UserId id) {
        synchronized (lock) {
            accounts.computeIfPresent(
                    id, (same, was) -> new Credentials(disabled(was.user()), was.passwordHash(), was.version()));
        }
    }

    /** Removes an account and what hangs on it. */
    public void remove(UserId id) {
        synchronized (lock) {
            accounts.remove(id);
            endSessions(id);
        }
    }

    private void endSessions(UserId id) {
        openSessions.values().removeIf(session -> session.userId().equals(id));
    }

    private static User disabled(User user) {
        return new User(user.id(), user.email(), user.emailVerified(), user.roles(), true, user.createdAt());
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
            synchronized (lock) {
                return Optional.ofNullable(accounts.get(id)).map(Credentials::user);
            }
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
                                        null)));
                return true;
            }
        }

        @Override
        public Optional<Session> find(SessionId id) {
            synchronized (lock) {
                return Optional.ofNullable(openSessions.get(id));
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
                boolean taken = keys.stream().anyMatch(other -> other.number() == key.number());
                return !taken && keys.add(key);
            }
        }
    }
}
