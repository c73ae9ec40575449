package io.munjigi.app;

import java.util.Arrays;
import java.util.Optional;

/** Every setting there is, in the order in which help lists them. */
public enum Setting {
    HTTP_HOST("127.0.0.1", "The address to listen on"),
    HTTP_PORT("8000", "The port to listen on; 0 picks a free one and says which"),
    MANAGEMENT_PORT(
            "none: /metrics on the HTTP port, for callers on the same machine alone",
            "A port for /metrics and the health routes, to be reached by nobody but monitoring; 0 picks a free one and says which"),
    MANAGEMENT_HOST("the HTTP host", "The address that this port is on"),
    METRICS("on", "Whether figures for Prometheus are kept and served at /metrics: on or off"),
    HTTP_IDLE_TIMEOUT("PT30S", "How long a connection is kept without a byte, PT1S to PT10M"),
    STOP_DELAY(
            "PT0S",
            "How long a stop serves on while /health/ready is 503 already, until proxies have noticed, PT0S to PT5M"),
    STOP_TIMEOUT("PT20S", "How long a stop waits for those who are being answered, PT1S to PT5M"),
    DATABASE_URL("H2 in the data directory", "A JDBC URL: jdbc:h2:... or jdbc:postgresql://..."),
    DATABASE_USER("as the URL says", "The database's user"),
    DATABASE_PASSWORD("as the URL says", "The database user's password", true),
    DATABASE_TIMEOUT("PT3S", "How long a connection to the database is waited for, PT0.25S to PT30S; then 503"),
    DATABASE_STATEMENT_TIMEOUT(
            "PT2.5S", "How long a statement may take, PT0.1S to PT5S, and how long is waited for its answer; then 503"),
    DATABASE_TRANSACTION_TIMEOUT("PT10S", "How long the statements of a transaction may take together, PT1S to PT10S"),
    MIGRATION_TIMEOUT("PT1H", "How long a start waits for another node that changes the tables, PT1S to P1D"),
    DATA_DIR("./data", "Where the embedded database and the master secret are kept"),
    SECRET(
            "made and kept in the data directory; required with PostgreSQL",
            "The master secret, at least 32 characters; seals the keys in the database",
            true),
    SECRET_PREVIOUS(
            "none",
            "The master secret before this one, while the keys sealed under it are resealed (munjigi keys reseal)",
            true),
    JWT_SECRET(
            "none: RS256 with a key of its own",
            "Switches access tokens to HS256 with this secret, at least 32 bytes",
            true),
    ISSUER("the URL served; required with PostgreSQL", "The external base URL (iss), the same on every node"),
    AUDIENCE("munjigi", "Whom access tokens are for (aud)"),
    ACCESS_TOKEN_TTL("PT15M", "How long an access token is good, PT1S to P1D"),
    SESSION_IDLE_TTL("P14D", "How long a session lasts unused"),
    SESSION_MAX_TTL("P90D", "How long a session lasts at most"),
    REFRESH_GRACE(
            "PT30S",
            "How long a refresh whose answer was lost is answered again, PT0S to PT5M; PT0S counts it as theft"),
    KEY_ROTATION("P90D", "How long a signing key serves before the next one does, PT1H or more"),
    REDIS_URL(
            "none: other nodes hear of a logout within a second or so",
            "redis:// or rediss://; brings the news of a logout to other nodes at once, and has limits count for all together",
            true),
    REDIS_TIMEOUT(
            "PT2S", "How long Redis is waited for with the news of a logout, PT0.01S to PT10S; nobody waits meanwhile"),
    PASSWORD_ALGORITHM("argon2id", "How new passwords are hashed: argon2id or bcrypt"),
    PASSWORD_MIN_LENGTH("8", "The fewest characters of a new password, 8 to 64"),
    BREACHED_PASSWORDS(
            "none",
            "A file of breached passwords (SHA-1, ordered by hash), such as haveibeenpwned-downloader writes; those in it are refused"),
    HASHING_THREADS(
            "all cores, where the system lets hashing give way to the rest; otherwise all but one",
            "How many passwords are hashed at once"),
    HASHING_QUEUE("16 for each hashing thread", "How many may wait for a hash; more are refused"),
    HASHING_TIMEOUT("PT5S", "How long a request waits for its turn to be hashed, PT0.1S to PT1M; then 503"),
    SIGNUP("on", "Whether anybody may sign up: on or off"),
    THROTTLE(
            "on",
            "Limits on logins, sign-ups, refreshes and wrong passwords: on or off; off where a gateway in front limits already, and for load tests"),
    THROTTLE_TIMEOUT(
            "PT0.25S", "How long Redis is waited for with limits, PT0.01S to PT10S; then each node limits for itself"),
    TRUSTED_PROXIES(
            "none: the client is who the connection comes from",
            "Networks of reverse proxies, and of nobody else, whose X-Forwarded-For is believed: 10.1.2.0/28,2001:db8::7"),
    CORS_ORIGINS("none", "Pages of other origins that may call: https://app.example.org,https://admin.example.org"),
    REFRESH_COOKIE(
            "off", "Whether refresh tokens go in a cookie that scripts cannot read, rather than in bodies: on or off"),
    TLS_KEYSTORE(
            "none: HTTP",
            "A PKCS #12 file with the key and certificates to serve HTTPS with; read again when it changes"),
    TLS_KEYSTORE_PASSWORD("none", "The key store's password", true),
    DOCS("on", "Whether /docs and /openapi.json are served: on or off"),
    LOG_LEVEL(
            "info",
            "What is logged of ours: error, warning, info, debug or trace; of libraries, warnings and errors; how far the audit trail was sealed, always"),
    LOG_FORMAT("text", "What a line of the log is: text, or json for an object"),
    ADMIN_EMAIL("none", "Is made an administrator at the start, where there is none and the address is free"),
    ADMIN_PASSWORD("none", "That administrator's password", true),
    ROLES(
            "user and admin alone",
            "Further roles and what they allow: support=users:read,users:write auditor=audit:read; admin allows everything"),
    AUDIT_RETENTION("P365D", "How long the audit trail is kept, P1D or more");

    /** Names the properties file; not a setting itself. */
    static final String CONFIG = "MUNJIGI_CONFIG";

    static final String PREFIX = "MUNJIGI_";
    /** What the name of a secret ends with where its file is given instead. */
    public static final String FILE_SUFFIX = "_FILE";

    private final String usual;
    private final String description;
    private final boolean secret;

    Setting(String usual, String description) {
        this(usual, description, false);
    }

    Setting(String usual, String description, boolean secret) {
        this.usual = usual;
        this.description = description;
        this.secret = secret;
    }

    /** The setting that an environment variable sets, or empty where there is none. */
    public static Optional<Setting> named(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(variable))
                .findFirst();
    }

    /** What the environment variable is called. */
    public String variable() {
        return PREFIX + name();
    }

    /** What holds where nothing is set, in words or as it would be set. */
    public String usual() {
        return usual;
    }

    /** What it sets, in a line. */
    public String description() {
        return description;
    }

    /** Whether it can be given as a file too, and is never shown. */
    public boolean isSecret() {
        return secret;
    }
}
