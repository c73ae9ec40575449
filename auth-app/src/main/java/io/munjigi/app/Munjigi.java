package io.munjigi.app;

import io.munjigi.core.Auth;
import io.munjigi.core.AuthBuilder;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.Broadcast;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.usecase.keys.ResealKeys;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.http.AuthRoutes;
import io.munjigi.http.AuthServer;
import io.munjigi.http.ReadinessCheck;
import io.munjigi.persistence.Database;
import io.munjigi.redis.RedisBroadcast;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The service, wired: every part is made here, by its constructor, and given to those that need it. */
final class Munjigi implements AutoCloseable {

    private final AuthServer server;
    private final Parts parts;
    private final String url;

    private Munjigi(AuthServer server, Parts parts, String url) {
        this.server = server;
        this.parts = parts;
        this.url = url;
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
     * Starts the service. The port is bound first, so that the URL is known and a taken port is found before anything is touched; requests
     * are served last.
     *
     * @throws StartException if the port is taken, the master secret cannot be kept or the Redis URL is malformed
     * @throws io.munjigi.persistence.DatabaseUnusableException if the database cannot be opened
     * @throws io.munjigi.core.model.UnsealableException if the keys in it were sealed under another master secret
     */
    static Munjigi start(Settings settings) {
        ServerSocketChannel listening = Listening.on(settings.host(), settings.port());
        String url = Listening.url(settings.host(), listening);
        SecretSealer sealer = sealer(settings);
        Parts parts = new Parts();
        try {
            Database database = parts.add(Database.open(settings.database()));
            Broadcast broadcast = broadcast(settings, parts);
            String issuer = settings.issuer() == null ? url : settings.issuer();
            Auth auth = parts.add(auth(settings, issuer, sealer, database, broadcast));
            List<ReadinessCheck> checks = List.of(
                    new ReadinessCheck("database", database::isReachable),
                    new ReadinessCheck("revocations", auth::isInSync));
            HashingBudget hashing = settings.policy().hashing();
            int waiting = hashing.threads() + hashing.queue();
            AuthServer server = AuthServer.start(new AuthRoutes(auth, issuer, checks), waiting, listening);
            return new Munjigi(server, parts, url);
        } catch (RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    /**
     * Seals every key anew under the master secret as it is set now.
     *
     * @return how many were sealed
     * @throws RuntimeException as {@link #start} does
     */
    static int resealKeys(Settings settings) {
        SecretSealer sealer = sealer(settings);
        try (Database database = Database.open(settings.database())) {
            return new ResealKeys(database.sealedSecrets(), database.signingKeys(), sealer).handle();
        }
    }

    private static SecretSealer sealer(Settings settings) {
        Secret master =
                settings.masterSecret() == null ? MasterSecret.keptIn(settings.dataDir()) : settings.masterSecret();
        Secret previous = settings.previousSecret();
        return previous == null ? AesGcmSealer.under(master) : AesGcmSealer.under(master, previous);
    }

    private static Broadcast broadcast(Settings settings, Parts parts) {
        Secret redisUrl = settings.redisUrl();
        if (redisUrl == null) {
            return Broadcast.NONE;
        }
        try {
            return parts.add(RedisBroadcast.connect(new String(redisUrl.reveal(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException malformed) {
            throw new StartException(Setting.REDIS_URL.variable() + " " + malformed.getMessage());
        }
    }

    private static Auth auth(
            Settings settings, String issuer, SecretSealer sealer, Database database, Broadcast broadcast) {
        TokenProfile profile = new TokenProfile(issuer, settings.audience());
        Secret jwtSecret = settings.jwtSecret();
        AuthBuilder builder = Auth.builder()
                .stores(database)
                .passwordHasher(passwordHasher(settings))
                .passwordBlocklist(new CommonPasswords())
                .secretSealer(sealer)
                .broadcast(broadcast)
                .policy(settings.policy());
        return jwtSecret == null
                ? builder.accessTokens(NimbusAccessTokens.withStoredKeys(profile, database.signingKeys(), sealer))
                        .signingKeyMaker(NimbusAccessTokens.keyMaker(sealer))
                        .build()
                : builder.accessTokens(NimbusAccessTokens.withSharedSecret(profile, jwtSecret))
                        .build();
    }

    private static PasswordHasher passwordHasher(Settings settings) {
        return switch (settings.passwordAlgorithm()) {
            case ARGON2ID -> PasswordHashing.argon2id();
            case BCRYPT -> PasswordHashing.bcrypt();
        };
    }

    /** Where it serves. */
    String url() {
        return url;
    }

    /** Answers what was accepted, then lets everything else go. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            parts.close();
        }
    }
}
