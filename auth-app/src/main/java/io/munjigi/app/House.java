package io.munjigi.app;

import io.munjigi.core.Auth;
import io.munjigi.core.AuthBuilder;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.PasswordBlocklist;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.BreachedPasswords;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.persistence.Database;
import io.munjigi.persistence.DatabaseSettings;
import io.munjigi.redis.RedisBroadcast;
import io.munjigi.redis.RedisThrottle;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/**
 * The house, wired: every part is made here, by its constructor, and given to those that need it. The service and every command stand on one.
 */
public final class House implements AutoCloseable {

    /** Enough for one thread, and a spare one; a service may be using all the others. */
    private static final int CONNECTIONS_OF_A_COMMAND = 2;

    private final Auth auth;
    private final Database database;
    private final NimbusAccessTokens tokens;
    private final Parts parts;

    private House(Auth auth, Database database, NimbusAccessTokens tokens, Parts parts) {
        this.auth = auth;
        this.database = database;
        this.tokens = tokens;
        this.parts = parts;
    }

    /** What is to be closed in turn, the last opened first. */
    private static final class Parts implements AutoCloseable {

        private final Deque<AutoCloseable> open = new ArrayDeque<>();

        <T extends AutoCloseable> T add(T part) {
            open.push(part);
            return part;
        }

        @Override
        public void close() {
            RuntimeException failure = null;
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception failed) {
                    failure = failed instanceof RuntimeException unchecked
                            ? unchecked
                            : new IllegalStateException(failed);
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    /**
     * With what goes on by itself: for the service.
     *
     * @param issuer who issues tokens, where the settings do not say
     * @throws StartException if the master secret cannot be kept, the file of breached passwords is none, or the Redis URL is malformed
     * @throws io.munjigi.persistence.DatabaseUnusableException if the database cannot be opened
     * @throws io.munjigi.core.model.UnsealableException if the keys in it were sealed under another master secret
     */
    static House lasting(Settings settings, String issuer) {
        return open(settings, settings.database(), issuer, AuthBuilder::build);
    }

    /**
     * Without threads of its own: for one command.
     *
     * @throws RuntimeException as {@link #lasting} does
     */
    public static House forOneCommand(Settings settings) {
        String issuer = settings.scheme() + "://" + settings.host() + ":" + settings.port();
        DatabaseSettings fewer = settings.database().withPoolSize(CONNECTIONS_OF_A_COMMAND);
        return open(
                settings,
                fewer,
                issuer,
                builder -> builder.withoutBackgroundWork().build());
    }

    private static House open(
            Settings settings, DatabaseSettings place, String issuer, Function<AuthBuilder, Auth> build) {
        PasswordBlocklist breached = breachedPasswords(settings);
        SecretSealer sealer = sealer(settings);
        Parts parts = new Parts();
        try {
            Database database = parts.add(Database.open(place));
            TokenProfile profile =
                    new TokenProfile(settings.issuer() == null ? issuer : settings.issuer(), settings.audience());
            AuthBuilder builder = Auth.builder()
                    .stores(database)
                    .passwordHasher(passwordHasher(settings))
                    .passwordBlocklist(new CommonPasswords())
                    .breachedPasswords(breached)
                    .secretSealer(sealer)
                    .policy(settings.policy());
            addRedis(builder, settings, parts);
            NimbusAccessTokens tokens = addTokens(builder, settings, profile, database, sealer);
            return new House(parts.add(build.apply(builder)), database, tokens, parts);
        } catch (RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private static NimbusAccessTokens addTokens(
            AuthBuilder builder, Settings settings, TokenProfile profile, Database database, SecretSealer sealer) {
        Secret jwtSecret = settings.jwtSecret();
        NimbusAccessTokens tokens;
        if (jwtSecret == null) {
            tokens = NimbusAccessTokens.withStoredKeys(profile, database.signingKeys(), sealer);
            builder.signingKeyMaker(NimbusAccessTokens.keyMaker(sealer));
        } else {
            tokens = NimbusAccessTokens.withSharedSecret(profile, jwtSecret);
        }
        builder.accessTokens(tokens);
        return tokens;
    }

    private static SecretSealer sealer(Settings settings) {
        Secret master =
                settings.masterSecret() == null ? MasterSecret.keptIn(settings.dataDir()) : settings.masterSecret();
        return sealer(settings, master);
    }

    /**
     * What seals the keys in the database, or empty where the master secret is to be kept in the data directory and is not there yet. Makes
     * nothing.
     *
     * @throws StartException if its file cannot be read, is too short, or can be read by others
     */
    public static Optional<SecretSealer> existingSealer(Settings settings) {
        Optional<Secret> master = settings.masterSecret() == null
                ? MasterSecret.in(settings.dataDir())
                : Optional.of(settings.masterSecret());
        return master.map(secret -> sealer(settings, secret));
    }

    private static SecretSealer sealer(Settings settings, Secret master) {
        Secret previous = settings.previousSecret();
        return previous == null ? AesGcmSealer.under(master) : AesGcmSealer.under(master, previous);
    }

    private static void addRedis(AuthBuilder builder, Settings settings, Parts parts) {
        Settings.Redis redis = settings.redis();
        if (redis == null) {
            return;
        }
        try {
            builder.broadcast(parts.add(RedisBroadcast.connect(redis.urlText(), redis.newsWait())))
                    .sharedThrottle(parts.add(RedisThrottle.connect(redis.urlText(), redis.throttleWait())));
        } catch (IllegalArgumentException malformed) {
            throw new StartException(Setting.REDIS_URL.variable() + " " + malformed.getMessage());
        }
    }

    /**
     * The passwords that nobody is to choose; none where no file of them is set.
     *
     * @throws StartException if it is no such file
     */
    public static PasswordBlocklist breachedPasswords(Settings settings) {
        Path file = settings.breachedPasswords();
        try {
            return file == null ? PasswordBlocklist.NONE : BreachedPasswords.in(file);
        } catch (IllegalArgumentException unfit) {
            throw new StartException(Setting.BREACHED_PASSWORDS.variable() + ": " + unfit.getMessage());
        }
    }

    private static PasswordHasher passwordHasher(Settings settings) {
        return switch (settings.passwordAlgorithm()) {
            case ARGON2ID -> PasswordHashing.argon2id();
            case BCRYPT -> PasswordHashing.bcrypt();
        };
    }

    /** The front door. */
    public Auth auth() {
        return auth;
    }

    /** What it stands on. */
    public Database database() {
        return database;
    }

    /** What access tokens are. */
    NimbusAccessTokens tokens() {
        return tokens;
    }

    /** Lets everything go, the last opened first. */
    @Override
    public void close() {
        parts.close();
    }
}
