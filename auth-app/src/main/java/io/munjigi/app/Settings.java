package io.munjigi.app;

import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.AuditRules;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.AuthPolicy.KeyRules;
import io.munjigi.core.model.AuthPolicy.PasswordRules;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Secret;
import io.munjigi.http.AuthServer;
import io.munjigi.http.HttpRules;
import io.munjigi.http.TlsKeys;
import io.munjigi.http.TrustedProxies;
import io.munjigi.persistence.DatabaseSettings;
import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import io.munjigi.redis.RedisBroadcast;
import io.munjigi.redis.RedisThrottle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has set, checked. Secrets are hidden from {@code toString}.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any
 * @param management how the service is watched
 * @param dataDir where the embedded database and the master secret are kept
 * @param database where the database is
 * @param embedded whether the database lives in this process
 * @param masterSecret seals the keys in the database; null where it is to be kept in the data directory
 * @param previousSecret what the keys may still be sealed under; null for nothing
 * @param jwtSecret signs access tokens with HS256; null for RS256
 * @param issuer the external base URL; null for the one served
 * @param audience whom access tokens are for
 * @param passwordAlgorithm how new passwords are hashed
 * @param breachedPasswords a file of passwords that nobody is to choose; null for none
 * @param redis brings news to other nodes, and limits for all of them; null for none
 * @param administrator who is to be an administrator from the start on, or null
 * @param tls what to serve HTTPS with; null for HTTP
 * @param http how to deal with what lies between here and a client
 * @param server how much, and how long, the server waits
 * @param logLevel from which level on is logged
 * @param logFormat what a line of the log is
 * @param policy what the house holds its users to
 */
public record Settings(
        String host,
        int port,
        Management management,
        Path dataDir,
        DatabaseSettings database,
        boolean embedded,
        @Nullable Secret masterSecret,
        @Nullable Secret previousSecret,
        @Nullable Secret jwtSecret,
        @Nullable String issuer,
        String audience,
        PasswordAlgorithm passwordAlgorithm,
        @Nullable Path breachedPasswords,
        @Nullable Redis redis,
        @Nullable Administrator administrator,
        @Nullable TlsKeys tls,
        HttpRules http,
        AuthServer.Limits server,
        System.Logger.Level logLevel,
        LogFormat logFormat,
        AuthPolicy policy) {

    /**
     * How the service is watched.
     *
     * @param host the address of a port of its own
     * @param port that port, 0 for any; null for none
     * @param metrics whether figures are kept
     */
    public record Management(String host, @Nullable Integer port, boolean metrics) {}

    /** What a line of the log is. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /** An account that is to be there. */
    public record Administrator(String email, Secret password) {

        String passwordText() {
            return new String(password.reveal(), StandardCharsets.UTF_8);
        }
    }

    /** Where Redis is, which may hold a password, and how long is waited for news and for limits. */
    public record Redis(Secret url, Duration newsWait, Duration throttleWait) {

        /** For those who connect. */
        public String urlText() {
            return new String(url.reveal(), StandardCharsets.UTF_8);
        }
    }

    /** How new passwords are hashed. */
    public enum PasswordAlgorithm {
        ARGON2ID,
        BCRYPT
    }

    /**
     * Reads the settings.
     *
     * @param environment the environment variables
     * @throws SettingsException with all mistakes at once
     */
    public static Settings of(Map<String, String> environment) {
        SettingsSource source = new SettingsSource(environment);
        Path dataDir = source.value(Setting.DATA_DIR, Path.of("data"), Spelling::directory);
        DatabaseSettings database = database(source, dataDir);
        boolean embedded = isEmbedded(database.url());
        AuthPolicy policy = policy(source);
        String host = source.value(Setting.HTTP_HOST, "127.0.0.1", Spelling::line);
        Settings settings = new Settings(
                host,
                source.value(Setting.HTTP_PORT, 8000, Spelling::port),
                management(source, host),
                dataDir,
                database,
                embedded,
                source.value(Setting.SECRET, Spelling::secret).orElse(null),
                source.value(Setting.SECRET_PREVIOUS, Spelling::secret).orElse(null),
                source.value(Setting.JWT_SECRET, Spelling::secret).orElse(null),
                source.value(Setting.ISSUER, Spelling::baseUrl).orElse(null),
                source.value(Setting.AUDIENCE, "munjigi", Spelling::audience),
                source.value(Setting.PASSWORD_ALGORITHM, PasswordAlgorithm.ARGON2ID, Spelling::passwordAlgorithm),
                source.value(Setting.BREACHED_PASSWORDS, Spelling::file).orElse(null),
                redis(source),
                administrator(source),
                tls(source),
                http(source),
                server(source, policy.hashing()),
                source.value(Setting.LOG_LEVEL, System.Logger.Level.INFO, Spelling::logLevel),
                source.value(Setting.LOG_FORMAT, LogFormat.TEXT, Spelling::logFormat),
                policy);
        if (!embedded && source.text(Setting.SECRET) == null) {
            source.note(Setting.SECRET, "is required with this database, the same on every node");
        }
        if (!embedded && source.text(Setting.ISSUER) == null) {
            source.note(Setting.ISSUER, "is required with this database, the same on every node");
        }
        if (source.text(Setting.SECRET_PREVIOUS) != null && source.text(Setting.SECRET) == null) {
            source.note(Setting.SECRET_PREVIOUS, "is set without " + Setting.SECRET.variable());
        }
        if (settings.http().refreshCookie() && settings.issuer() != null && !isKeptFor(settings.issuer())) {
            source.note(Setting.REFRESH_COOKIE, "needs an https issuer: browsers keep such a cookie for nobody else");
        }
        source.refuseMistakes();
        return settings;
    }

    /** What clients speak to it: {@code http} or {@code https}. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    /** Where the database is, without what may hold a password. */
    public String databasePlace() {
        return place(database.url());
    }

    /** A JDBC URL without what may hold a password. */
    public static String place(String jdbcUrl) {
        return jdbcUrl.replaceFirst("[;?].*", "").replaceFirst("//[^/]*@", "//");
    }

    private static Management management(SettingsSource source, String httpHost) {
        Integer port = source.value(Setting.MANAGEMENT_PORT, Spelling::port).orElse(null);
        if (port == null && source.text(Setting.MANAGEMENT_HOST) != null) {
            source.note(Setting.MANAGEMENT_HOST, "is set without " + Setting.MANAGEMENT_PORT.variable());
        }
        return new Management(
                source.value(Setting.MANAGEMENT_HOST, httpHost, Spelling::line),
                port,
                source.value(Setting.METRICS, true, Spelling::onOrOff));
    }

    private static DatabaseSettings database(SettingsSource source, Path dataDir) {
        String usual = "jdbc:h2:file:" + dataDir.toAbsolutePath().resolve("munjigi");
        DatabaseSettings atUrl = DatabaseSettings.of(source.value(Setting.DATABASE_URL, usual, Spelling::jdbcUrl))
                .withLimits(limits(source));
        String user = source.text(Setting.DATABASE_USER);
        String password = source.text(Setting.DATABASE_PASSWORD);
        if (user == null && password != null) {
            source.note(Setting.DATABASE_PASSWORD, "is set without " + Setting.DATABASE_USER.variable());
        }
        return user == null ? atUrl : atUrl.withUser(user, Secret.ofText(password == null ? "" : password));
    }

    private static TimeLimits limits(SettingsSource source) {
        TimeLimits usual = TimeLimits.usual();
        TimeLimits connection = timed(source, Setting.DATABASE_TIMEOUT, usual, TimeLimits::withConnection);
        TimeLimits statement = timed(source, Setting.DATABASE_STATEMENT_TIMEOUT, connection, TimeLimits::withStatement);
        TimeLimits transaction =
                timed(source, Setting.DATABASE_TRANSACTION_TIMEOUT, statement, TimeLimits::withTransaction);
        return timed(source, Setting.MIGRATION_TIMEOUT, transaction, TimeLimits::withMigration);
    }

    private static @Nullable Redis redis(SettingsSource source) {
        Duration wait = source.value(Setting.REDIS_TIMEOUT, RedisBroadcast.USUAL_WAIT, Settings::redisWait);
        Duration throttleWait = source.value(Setting.THROTTLE_TIMEOUT, RedisThrottle.USUAL_WAIT, Settings::redisWait);
        return source.value(Setting.REDIS_URL, Spelling::redisUrl)
                .map(url -> new Redis(url, wait, throttleWait))
                .orElse(null);
    }

    private static Duration redisWait(String text) {
        return RedisBroadcast.permissible(Spelling.duration(text));
    }

    private static AuthServer.Limits server(SettingsSource source, HashingBudget hashing) {
        AuthServer.Limits usual = AuthServer.Limits.withWaiting(hashing.threads() + hashing.queue());
        AuthServer.Limits idle = timed(source, Setting.HTTP_IDLE_TIMEOUT, usual, AuthServer.Limits::withIdle);
        AuthServer.Limits delay = timed(source, Setting.STOP_DELAY, idle, AuthServer.Limits::withDelay);
        return timed(source, Setting.STOP_TIMEOUT, delay, AuthServer.Limits::withStop);
    }

    private static @Nullable Administrator administrator(SettingsSource source) {
        String email = source.value(Setting.ADMIN_EMAIL, Spelling::email).orElse(null);
        String password = source.text(Setting.ADMIN_PASSWORD);
        if (password != null && source.text(Setting.ADMIN_EMAIL) == null) {
            source.note(Setting.ADMIN_PASSWORD, "is set without " + Setting.ADMIN_EMAIL.variable());
        }
        if (password == null && source.text(Setting.ADMIN_EMAIL) != null) {
            source.note(Setting.ADMIN_EMAIL, "is set without " + Setting.ADMIN_PASSWORD.variable());
        }
        return email == null || password == null ? null : new Administrator(email, Secret.ofText(password));
    }

    private static @Nullable TlsKeys tls(SettingsSource source) {
        Path keyStore = source.value(Setting.TLS_KEYSTORE, Spelling::file).orElse(null);
        String password = source.text(Setting.TLS_KEYSTORE_PASSWORD);
        if (password != null && keyStore == null) {
            source.note(Setting.TLS_KEYSTORE_PASSWORD, "is set without " + Setting.TLS_KEYSTORE.variable());
        }
        return keyStore == null ? null : new TlsKeys(keyStore, Secret.ofText(password == null ? "" : password));
    }

    private static HttpRules http(SettingsSource source) {
        HttpRules strict = HttpRules.strict();
        return new HttpRules(
                source.value(Setting.TRUSTED_PROXIES, strict.trustedProxies(), TrustedProxies::parse),
                source.value(Setting.CORS_ORIGINS, strict.corsOrigins(), Spelling::origins),
                source.value(Setting.REFRESH_COOKIE, strict.refreshCookie(), Spelling::onOrOff),
                source.value(Setting.DOCS, strict.docs(), Spelling::onOrOff));
    }

    private static boolean isEmbedded(String url) {
        return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
    }

    /** Browsers trust their own machine without TLS. */
    private static boolean isKeptFor(String issuer) {
        return issuer.startsWith("https:")
                || Set.of("localhost", "127.0.0.1", "[::1]")
                        .contains(URI.create(issuer).getHost());
    }

    private static AuthPolicy policy(SettingsSource source) {
        AuthPolicy strict = AuthPolicy.strict();
        SessionRules sessions = strict.sessions();
        UnaryOperator<Duration> accessTtl = ttl ->
                new SessionRules(ttl, sessions.idleTtl(), sessions.maxTtl(), sessions.refreshGrace()).accessTtl();
        UnaryOperator<Duration> sessionTtl =
                ttl -> new SessionRules(sessions.accessTtl(), ttl, ttl, sessions.refreshGrace()).idleTtl();
        UnaryOperator<Duration> refreshGrace = grace ->
                new SessionRules(sessions.accessTtl(), sessions.idleTtl(), sessions.maxTtl(), grace).refreshGrace();
        UnaryOperator<Duration> rotation = period -> new KeyRules(period).rotation();
        UnaryOperator<Duration> retention = period -> new AuditRules(period).retention();
        PasswordRules passwords = source.value(
                Setting.PASSWORD_MIN_LENGTH,
                strict.passwords(),
                text -> new PasswordRules(
                        Spelling.wholeNumber(text), strict.passwords().forbiddenWords()));
        HashingBudget threads = source.value(
                Setting.HASHING_THREADS, usualHashing(), text -> HashingBudget.withThreads(Spelling.wholeNumber(text)));
        HashingBudget queue =
                source.value(Setting.HASHING_QUEUE, threads, text -> threads.withQueue(Spelling.wholeNumber(text)));
        HashingBudget hashing = timed(source, Setting.HASHING_TIMEOUT, queue, HashingBudget::withLongestWait);
        return new AuthPolicy(
                source.value(Setting.SIGNUP, true, Spelling::onOrOff),
                passwords,
                new SessionRules(
                        ttl(source, Setting.ACCESS_TOKEN_TTL, sessions.accessTtl(), accessTtl),
                        ttl(source, Setting.SESSION_IDLE_TTL, sessions.idleTtl(), sessionTtl),
                        ttl(source, Setting.SESSION_MAX_TTL, sessions.maxTtl(), sessionTtl),
                        ttl(source, Setting.REFRESH_GRACE, sessions.refreshGrace(), refreshGrace)),
                new KeyRules(ttl(source, Setting.KEY_ROTATION, strict.keys().rotation(), rotation)),
                hashing,
                source.value(Setting.ROLES, strict.roles(), Spelling::roles),
                new AuditRules(
                        ttl(source, Setting.AUDIT_RETENTION, strict.audit().retention(), retention)),
                source.value(Setting.THROTTLE, true, Spelling::onOrOff) ? strict.throttling() : ThrottleRules.off());
    }

    /** Where hashing gives way to everything else, it may have what is left of every core. */
    private static HashingBudget usualHashing() {
        return ThreadPriorities.areHeeded() ? HashingBudget.ofEveryCore() : HashingBudget.forThisMachine();
    }

    private static Duration ttl(SettingsSource source, Setting setting, Duration usual, UnaryOperator<Duration> check) {
        return source.value(setting, usual, text -> check.apply(Spelling.duration(text)));
    }

    /** The same, but for a time that may be set. */
    private static <T> T timed(SettingsSource source, Setting setting, T usual, BiFunction<T, Duration, T> change) {
        return source.value(setting, usual, text -> change.apply(usual, Spelling.duration(text)));
    }
}
