package io.munjigi.app;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.http.AuthRoutes;
import io.munjigi.http.AuthServer;
import io.munjigi.http.ReadinessCheck;
import io.munjigi.persistence.Database;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/** The service, wired: every part is made here, by its constructor, and given to those that need it. */
final class Munjigi implements AutoCloseable {

    private final Database database;
    private final AuthServer server;
    private final String url;

    private Munjigi(Database database, AuthServer server, String url) {
        this.database = database;
        this.server = server;
        this.url = url;
    }

    /**
     * Starts the service. The port is bound first, so that the URL is known and a taken port is found before anything is touched; requests
     * are served last.
     *
     * @throws StartException if the port is taken or the master secret cannot be kept
     * @throws io.munjigi.persistence.DatabaseUnusableException if the database cannot be opened
     * @throws io.munjigi.core.model.UnsealableException if the keys in it were sealed under another master secret
     */
    static Munjigi start(Settings settings) {
        ServerSocketChannel listening = Listening.on(settings.host(), settings.port());
        String url = Listening.url(settings.host(), listening);
        Secret masterSecret =
                settings.masterSecret() == null ? MasterSecret.keptIn(settings.dataDir()) : settings.masterSecret();
        Database database = Database.open(settings.database());
        try {
            Auth auth = auth(settings, url, AesGcmSealer.under(masterSecret), database);
            AuthRoutes routes = new AuthRoutes(auth, List.of(new ReadinessCheck("database", database::isReachable)));
            HashingBudget hashing = settings.policy().hashing();
            int waiting = hashing.threads() + hashing.queue();
            return new Munjigi(database, AuthServer.start(routes, waiting, listening), url);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    private static Auth auth(Settings settings, String url, SecretSealer sealer, Database database) {
        return Auth.builder()
                .stores(database)
                .passwordHasher(passwordHasher(settings))
                .passwordBlocklist(new CommonPasswords())
                .accessTokens(accessTokens(settings, url, sealer, database))
                .secretSealer(sealer)
                .policy(settings.policy())
                .build();
    }

    private static PasswordHasher passwordHasher(Settings settings) {
        return switch (settings.passwordAlgorithm()) {
            case ARGON2ID -> PasswordHashing.argon2id();
            case BCRYPT -> PasswordHashing.bcrypt();
        };
    }

    private static AccessTokens accessTokens(Settings settings, String url, SecretSealer sealer, Database database) {
        TokenProfile profile =
                new TokenProfile(settings.issuer() == null ? url : settings.issuer(), settings.audience());
        Secret jwtSecret = settings.jwtSecret();
        return jwtSecret == null
                ? NimbusAccessTokens.withStoredKeys(profile, database.signingKeys(), sealer)
                : NimbusAccessTokens.withSharedSecret(profile, jwtSecret);
    }

    /** Where it serves. */
    String url() {
        return url;
    }

    /** Answers what was accepted, then lets the database go. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            database.close();
        }
    }
}
