package io.munjigi.app;

import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.AuditRules;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.AuthPolicy.KeyRules;
import io.munjigi.core.model.AuthPolicy.PasswordRules;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.http.HttpRules;
import io.munjigi.http.TlsKeys;
import io.munjigi.http.TrustedProxies;
import io.munjigi.persistence.DatabaseSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has set, checked. Secrets are hidden from {@code toString}.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any
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
 * @param redisUrl brings news to other nodes, and may hold a password; null for none
 * @param administrator who is to be an administrator from the start on, or null
 * @param tls what to serve HTTPS with; null for HTTP
 * @param http how to deal with what lies between here and a client
 * @param policy what the house holds its users to
 */
public record Settings(
        String host,
        int port,
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
        @Nullable Secret redisUrl,
        @Nullable Administrator administrator,
        @Nullable TlsKeys tls,
        HttpRules http,
        AuthPolicy policy) {

    private static final int MIN_SECRET_LENGTH = 32;

    /** An account that is to be there. */
    public record Administrator(String email, Secret password) {

        String passwordText() {
            return new String(password.reveal(), StandardCharsets.UTF_8);
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
        Path dataDir = source.value(Setting.DATA_DIR, Path.of("data"), Settings::directory);
        DatabaseSettings database = database(source, dataDir);
        boolean embedded = isEmbedded(database.url());
        Settings settings = new Settings(
                source.value(Setting.HTTP_HOST, "127.0.0.1", Settings::line),
                source.value(Setting.HTTP_PORT, 8000, Settings::port),
                dataDir,
                database,
                embedded,
                source.value(Setting.SECRET, Settings::secret).orElse(null),
                source.value(Setting.SECRET_PREVIOUS, Settings::secret).orElse(null),
                source.value(Setting.JWT_SECRET, Settings::secret).orElse(null),
                source.value(Setting.ISSUER, Settings::baseUrl).orElse(null),
                source.value(Setting.AUDIENCE, "munjigi", Settings::audience),
                source.value(Setting.PASSWORD_ALGORITHM, PasswordAlgorithm.ARGON2ID, Settings::passwordAlgorithm),
                source.value(Setting.BREACHED_PASSWORDS, Settings::file).orElse(null),
                source.value(Setting.REDIS_URL, Settings::redisUrl).orElse(null),
                administrator(source),
                tls(source),
                http(source),
                policy(source));
        if (!embedded && source.text(Setting.SECRET) == null) {
            source.note(Setting.SECRET, "is required with this database, the same on every node");
        }
        if (!embedded && source.text(Setting.ISSUER) == null) {
            source.note(Setting.ISSUER, "is required with this database, the same on every node");
        }
        if (source.text(Setting.SECRET_PREVIOUS) != null && source.text(Setting.SECRET) == null) {
            source.note(Setting.SECRET_PREVIOUS, "is set without " + Setting.SECRET.variable());
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

    private static DatabaseSettings database(SettingsSource source, Path dataDir) {
        String usual = "jdbc:h2:file:" + dataDir.toAbsolutePath().resolve("munjigi");
        DatabaseSettings atUrl = DatabaseSettings.of(source.value(Setting.DATABASE_URL, usual, Settings::jdbcUrl));
        String user = source.text(Setting.DATABASE_USER);
        String password = source.text(Setting.DATABASE_PASSWORD);
        if (user == null && password != null) {
            source.note(Setting.DATABASE_PASSWORD, "is set without " + Setting.DATABASE_USER.variable());
        }
        return user == null ? atUrl : atUrl.withUser(user, Secret.ofText(password == null ? "" : password));
    }

    private static @Nullable Administrator administrator(SettingsSource source) {
        String email = source.value(Setting.ADMIN_EMAIL, Settings::email).orElse(null);
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
        Path keyStore = source.value(Setting.TLS_KEYSTORE, Path::of).orElse(null);
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
                source.value(Setting.CORS_ORIGINS, strict.corsOrigins(), Settings::origins),
                source.value(Setting.REFRESH_COOKIE, strict.refreshCookie(), Settings::onOrOff),
                source.value(Setting.DOCS, strict.docs(), Settings::onOrOff));
    }

    private static Set<String> origins(String text) {
        Set<String> origins =
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return HttpRules.strict().withCorsOrigins(origins).corsOrigins();
    }

    private static boolean isEmbedded(String url) {
        return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
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
                text -> new PasswordRules(wholeNumber(text), strict.passwords().forbiddenWords()));
        HashingBudget threads = source.value(
                Setting.HASHING_THREADS, strict.hashing(), text -> HashingBudget.withThreads(wholeNumber(text)));
        HashingBudget hashing = source.value(
                Setting.HASHING_QUEUE, threads, text -> new HashingBudget(threads.threads(), wholeNumber(text)));
        return new AuthPolicy(
                source.value(Setting.SIGNUP, true, Settings::onOrOff),
                passwords,
                new SessionRules(
                        ttl(source, Setting.ACCESS_TOKEN_TTL, sessions.accessTtl(), accessTtl),
                        ttl(source, Setting.SESSION_IDLE_TTL, sessions.idleTtl(), sessionTtl),
                        ttl(source, Setting.SESSION_MAX_TTL, sessions.maxTtl(), sessionTtl),
                        ttl(source, Setting.REFRESH_GRACE, sessions.refreshGrace(), refreshGrace)),
                new KeyRules(ttl(source, Setting.KEY_ROTATION, strict.keys().rotation(), rotation)),
                hashing,
                source.value(Setting.ROLES, strict.roles(), Settings::roles),
                new AuditRules(
                        ttl(source, Setting.AUDIT_RETENTION, strict.audit().retention(), retention)),
                source.value(Setting.THROTTLE, true, Settings::onOrOff) ? strict.throttling() : ThrottleRules.off());
    }

    private static Duration ttl(SettingsSource source, Setting setting, Duration usual, UnaryOperator<Duration> check) {
        return source.value(setting, usual, text -> {
            try {
                return check.apply(Duration.parse(text));
            } catch (DateTimeParseException unreadable) {
                throw new IllegalArgumentException("is not an ISO 8601 duration such as PT15M or P14D");
            }
        });
    }

    /** Words such as {@code support=users:read,users:write}. */
    private static RoleRules roles(String text) {
        Map<Role, Set<Permission>> permissions = new TreeMap<>();
        for (String word : text.strip().split("\\s+", -1)) {
            String[] parts = word.split("=", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "is no list such as support=users:read,users:write auditor=audit:read");
            }
            Set<Permission> allowed = parts[1].isEmpty()
                    ? Set.of()
                    : Arrays.stream(parts[1].split(",", -1))
                            .map(Permission::new)
                            .collect(Collectors.toSet());
            if (permissions.put(new Role(parts[0]), allowed) != null) {
                throw new IllegalArgumentException("names a role twice");
            }
        }
        return new RoleRules(permissions);
    }

    private static String email(String text) {
        return EmailAddress.parse(text)
                .map(EmailAddress::value)
                .orElseThrow(() -> new IllegalArgumentException("is not an e-mail address"));
    }

    private static int port(String text) {
        int port = wholeNumber(text);
        if (port > 65_535) {
            throw new IllegalArgumentException("is no port: 0 to 65535");
        }
        return port;
    }

    private static int wholeNumber(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("is not a whole number");
        }
        return Integer.parseInt(text);
    }

    private static boolean onOrOff(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("is neither on nor off");
        };
    }

    private static PasswordAlgorithm passwordAlgorithm(String text) {
        return switch (text) {
            case "argon2id" -> PasswordAlgorithm.ARGON2ID;
            case "bcrypt" -> PasswordAlgorithm.BCRYPT;
            default -> throw new IllegalArgumentException("is neither argon2id nor bcrypt");
        };
    }

    private static Secret secret(String text) {
        if (text.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "is shorter than " + MIN_SECRET_LENGTH + " characters; openssl rand -base64 32 makes a good one");
        }
        return Secret.ofText(text);
    }

    /** Without what is wrong about it, which could be the password. */
    private static Secret redisUrl(String text) {
        if (!text.matches("rediss?://[!-~]{1,512}")) {
            throw new IllegalArgumentException("is no Redis URL such as redis://localhost:6379");
        }
        return Secret.ofText(text);
    }

    private static String line(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("is blank or has control characters");
        }
        return text;
    }

    private static String jdbcUrl(String text) {
        if (!text.startsWith("jdbc:h2:") && !text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "is no JDBC URL of H2 (jdbc:h2:...) or PostgreSQL (jdbc:postgresql://...)");
        }
        return text;
    }

    /** Without the platform's message, which would repeat the text. */
    private static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException("is no path");
        }
    }

    /** H2 would take what follows a semicolon in its URL for a setting. */
    private static Path directory(String text) {
        if (text.contains(";") || text.getBytes(StandardCharsets.UTF_8).length > 1024) {
            throw new IllegalArgumentException("is too long or has a semicolon");
        }
        return Path.of(text);
    }

    /** It stands twice in every access token, and tokens have bounds. */
    private static String audience(String text) {
        if (!text.matches("[!-~]{1,128}")) {
            throw new IllegalArgumentException("is not 1 to 128 visible ASCII characters");
        }
        return text;
    }

    private static String baseUrl(String text) {
        URI url = text.matches("[!-~]{1,512}") ? uri(text) : URI.create("");
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!http
                || url.getHost() == null
                || url.getQuery() != null
                || url.getFragment() != null
                || url.getUserInfo() != null) {
            throw new IllegalArgumentException("is no base URL such as https://auth.example.org");
        }
        return text;
    }

    /** Without the platform's message, which would repeat the text. */
    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            return URI.create("");
        }
    }
}
