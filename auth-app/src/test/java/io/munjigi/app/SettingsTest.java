package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.app.Settings.LogFormat;
import io.munjigi.app.Settings.Management;
import io.munjigi.app.Settings.PasswordAlgorithm;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.HashingBudget;
import io.munjigi.core.model.AuthPolicy.ThrottleRules;
import io.munjigi.core.model.Secret;
import io.munjigi.http.AuthServer;
import io.munjigi.http.HttpRules;
import io.munjigi.http.TrustedProxies;
import io.munjigi.persistence.DatabaseSettings.TimeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private static List<String> mistakes(Map<String, String> environment) {
        return assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.of(environment))
                .actual()
                .mistakes();
    }

    private static String mistake(String name, String value) {
        List<String> mistakes = mistakes(Map.of(name, value));
        assertThat(mistakes).hasSize(1);
        return mistakes.get(0);
    }

    @Test
    void without_settings_the_embedded_database_is_served_on_the_loopback() {
        Settings settings = Settings.of(Map.of("PATH", "/bin", "HOME", "/"));

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.embedded()).isTrue();
        assertThat(settings.database().url())
                .isEqualTo("jdbc:h2:file:" + Path.of("data/munjigi").toAbsolutePath());
        assertThat(settings.masterSecret()).isNull();
        assertThat(settings.jwtSecret()).isNull();
        assertThat(settings.issuer()).isNull();
        assertThat(settings.audience()).isEqualTo("munjigi");
        assertThat(settings.passwordAlgorithm()).isEqualTo(PasswordAlgorithm.ARGON2ID);
        assertThat(settings.breachedPasswords()).isNull();
        assertThat(settings.policy()).isEqualTo(AuthPolicy.strict());
        assertThat(settings.http()).isEqualTo(HttpRules.strict());
        assertThat(settings.management()).isEqualTo(new Management("127.0.0.1", null, true));
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
    }

    @Test
    void a_management_port_is_on_the_http_host_unless_it_is_said_otherwise() {
        Map<String, String> environment = Map.of("MUNJIGI_HTTP_HOST", "0.0.0.0", "MUNJIGI_MANAGEMENT_PORT", "0");

        assertThat(Settings.of(environment).management()).isEqualTo(new Management("0.0.0.0", 0, true));
        assertThat(mistake("MUNJIGI_MANAGEMENT_HOST", "127.0.0.1"))
                .isEqualTo("MUNJIGI_MANAGEMENT_HOST: is set without MUNJIGI_MANAGEMENT_PORT");
        assertThat(mistake("MUNJIGI_MANAGEMENT_PORT", "66000")).contains("0 to 65535");
        assertThat(mistake("MUNJIGI_METRICS", "yes")).contains("neither on nor off");
        assertThat(mistake("MUNJIGI_LOG_FORMAT", "xml")).contains("neither text nor json");
    }

    @Test
    void every_setting_is_taken() {
        Settings settings = Settings.of(Map.ofEntries(
                Map.entry("MUNJIGI_HTTP_HOST", "::1"),
                Map.entry("MUNJIGI_HTTP_PORT", "0"),
                Map.entry("MUNJIGI_DATABASE_URL", "jdbc:postgresql://db/auth"),
                Map.entry("MUNJIGI_DATABASE_USER", "auth"),
                Map.entry("MUNJIGI_DATABASE_PASSWORD", "pw"),
                Map.entry("MUNJIGI_SECRET", SECRET),
                Map.entry("MUNJIGI_JWT_SECRET", SECRET + "x"),
                Map.entry("MUNJIGI_ISSUER", "https://auth.example.org/base"),
                Map.entry("MUNJIGI_AUDIENCE", "shop"),
                Map.entry("MUNJIGI_ACCESS_TOKEN_TTL", "PT5M"),
                Map.entry("MUNJIGI_SESSION_IDLE_TTL", "P1D"),
                Map.entry("MUNJIGI_SESSION_MAX_TTL", "P2D"),
                Map.entry("MUNJIGI_PASSWORD_ALGORITHM", "bcrypt"),
                Map.entry("MUNJIGI_PASSWORD_MIN_LENGTH", "15"),
                Map.entry("MUNJIGI_BREACHED_PASSWORDS", "/srv/breached.txt"),
                Map.entry("MUNJIGI_HASHING_THREADS", "3"),
                Map.entry("MUNJIGI_HASHING_QUEUE", "7"),
                Map.entry("MUNJIGI_SECRET_PREVIOUS", SECRET + "y"),
                Map.entry("MUNJIGI_REFRESH_GRACE", "PT0S"),
                Map.entry("MUNJIGI_KEY_ROTATION", "P30D"),
                Map.entry("MUNJIGI_REDIS_URL", "redis://user:pw@redis:6379/1"),
                Map.entry("MUNJIGI_THROTTLE", "off"),
                Map.entry("MUNJIGI_TRUSTED_PROXIES", "10.0.0.0/8"),
                Map.entry("MUNJIGI_CORS_ORIGINS", "https://app.example.org, http://localhost:5173"),
                Map.entry("MUNJIGI_REFRESH_COOKIE", "on"),
                Map.entry("MUNJIGI_DOCS", "off"),
                Map.entry("MUNJIGI_LOG_LEVEL", "trace"),
                Map.entry("MUNJIGI_LOG_FORMAT", "json"),
                Map.entry("MUNJIGI_MANAGEMENT_PORT", "9000"),
                Map.entry("MUNJIGI_MANAGEMENT_HOST", "10.0.0.7"),
                Map.entry("MUNJIGI_METRICS", "off"),
                Map.entry("MUNJIGI_HASHING_TIMEOUT", "PT4S"),
                Map.entry("MUNJIGI_HTTP_IDLE_TIMEOUT", "PT1M"),
                Map.entry("MUNJIGI_STOP_DELAY", "PT5S"),
                Map.entry("MUNJIGI_STOP_TIMEOUT", "PT10S"),
                Map.entry("MUNJIGI_DATABASE_TIMEOUT", "PT1S"),
                Map.entry("MUNJIGI_DATABASE_STATEMENT_TIMEOUT", "PT5S"),
                Map.entry("MUNJIGI_DATABASE_TRANSACTION_TIMEOUT", "PT9S"),
                Map.entry("MUNJIGI_MIGRATION_TIMEOUT", "PT2M"),
                Map.entry("MUNJIGI_REDIS_TIMEOUT", "PT3S"),
                Map.entry("MUNJIGI_THROTTLE_TIMEOUT", "PT0.1S"),
                Map.entry("MUNJIGI_SIGNUP", "off")));

        assertThat(settings.port()).isZero();
        assertThat(settings.management()).isEqualTo(new Management("10.0.0.7", 9000, false));
        assertThat(settings.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(settings.embedded()).isFalse();
        assertThat(settings.database().user()).isEqualTo("auth");
        assertThat(settings.database().password()).isEqualTo(Secret.ofText("pw"));
        assertThat(settings.masterSecret()).isEqualTo(Secret.ofText(SECRET));
        assertThat(settings.jwtSecret()).isEqualTo(Secret.ofText(SECRET + "x"));
        assertThat(settings.issuer()).isEqualTo("https://auth.example.org/base");
        assertThat(settings.passwordAlgorithm()).isEqualTo(PasswordAlgorithm.BCRYPT);
        assertThat(settings.policy().signUpOpen()).isFalse();
        assertThat(settings.policy().passwords().minLength()).isEqualTo(15);
        assertThat(settings.policy().sessions())
                .isEqualTo(new AuthPolicy.SessionRules(
                        Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofDays(2), Duration.ZERO));
        assertThat(settings.policy().keys().rotation()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.previousSecret()).isEqualTo(Secret.ofText(SECRET + "y"));
        assertThat(settings.redis())
                .isEqualTo(new Settings.Redis(
                        Secret.ofText("redis://user:pw@redis:6379/1"), Duration.ofSeconds(3), Duration.ofMillis(100)));
        assertThat(settings.server())
                .isEqualTo(new AuthServer.Limits(
                        3 + 7, Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(10)));
        assertThat(settings.logLevel()).isEqualTo(System.Logger.Level.TRACE);
        assertThat(settings.database().limits())
                .isEqualTo(new TimeLimits(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(9), Duration.ofMinutes(2)));
        assertThat(settings.breachedPasswords()).isEqualTo(Path.of("/srv/breached.txt"));
        assertThat(settings.policy().hashing()).isEqualTo(new HashingBudget(3, 7, Duration.ofSeconds(4)));
        assertThat(settings.policy().throttling()).isEqualTo(ThrottleRules.off());
        assertThat(settings.http().trustedProxies()).isNotSameAs(TrustedProxies.NONE);
        assertThat(settings.http().corsOrigins())
                .containsExactlyInAnyOrder("https://app.example.org", "http://localhost:5173");
        assertThat(settings.http().refreshCookie()).isTrue();
        assertThat(settings.http().docs()).isFalse();
    }

    @Test
    void the_queue_follows_the_threads_where_it_is_not_set() {
        assertThat(Settings.of(Map.of("MUNJIGI_HASHING_THREADS", "3")).policy().hashing())
                .isEqualTo(HashingBudget.withThreads(3));
    }

    @Test
    void all_mistakes_are_told_at_once_each_with_its_setting() {
        assertThat(mistakes(Map.of(
                        "MUNJIGI_HTTP_PORT", "65536",
                        "MUNJIGI_ACCESS_TOKEN_TTL", "15 minutes",
                        "MUNJIGI_PASSWORD_MIN_LENGTH", "4",
                        "MUNJIGI_SIGNUP", "yes",
                        "MUNJIGI_PASSWORD_ALGORITHM", "md5",
                        "MUNJIGI_SINGUP", "off")))
                .hasSize(6)
                .allMatch(mistake -> mistake.matches("MUNJIGI_[A-Z_]+: .+"));
    }

    @Test
    void an_unknown_name_is_a_mistake() {
        assertThat(mistake("MUNJIGI_RADIS_URL", "redis://x")).startsWith("MUNJIGI_RADIS_URL: there is no such setting");
        assertThat(mistake("MUNJIGI_HTTP_PORT_FILE", "x"))
                .startsWith("MUNJIGI_HTTP_PORT_FILE: there is no such setting");
    }

    @Test
    void what_cannot_be_is_a_mistake() {
        assertThat(mistake("MUNJIGI_HTTP_PORT", "-1")).contains("whole number");
        assertThat(mistake("MUNJIGI_HTTP_PORT", "99999999999")).contains("whole number");
        assertThat(mistake("MUNJIGI_ACCESS_TOKEN_TTL", "P2D")).contains("lifetime");
        assertThat(mistake("MUNJIGI_SESSION_MAX_TTL", "PT0S")).contains("lifetime");
        assertThat(mistake("MUNJIGI_SESSION_IDLE_TTL", "P99999D")).contains("lifetime");
        assertThat(mistake("MUNJIGI_REFRESH_GRACE", "PT6M")).contains("PT0S to PT5M");
        assertThat(mistake("MUNJIGI_KEY_ROTATION", "PT59M")).contains("PT1H");
        assertThat(mistake("MUNJIGI_REDIS_URL", "http://user:hunter2@redis"))
                .contains("redis://")
                .doesNotContain("hunter2");
        assertThat(mistake("MUNJIGI_LOG_LEVEL", "verbose")).contains("error, warning, info, debug and trace");
        assertThat(mistake("MUNJIGI_REDIS_TIMEOUT", "PT0S")).endsWith(": Redis is waited for PT0.01S to PT10S");
        assertThat(mistake("MUNJIGI_THROTTLE_TIMEOUT", "PT11S")).contains("PT0.01S to PT10S");
        assertThat(mistake("MUNJIGI_HASHING_TIMEOUT", "PT61S")).contains("PT0.1S to PT1M");
        assertThat(mistake("MUNJIGI_HTTP_IDLE_TIMEOUT", "PT0.5S")).contains("PT1S to PT10M");
        assertThat(mistake("MUNJIGI_STOP_DELAY", "PT6M")).endsWith(": a stop is delayed for PT0S to PT5M");
        assertThat(mistake("MUNJIGI_STOP_TIMEOUT", "PT6M")).contains("PT1S to PT5M");
        assertThat(mistake("MUNJIGI_DATABASE_TIMEOUT", "3")).contains("ISO 8601");
        assertThat(mistake("MUNJIGI_DATABASE_STATEMENT_TIMEOUT", "PT6S")).contains("PT0.1S to PT5S");
        assertThat(mistake("MUNJIGI_DATABASE_TRANSACTION_TIMEOUT", "PT11S")).contains("PT1S to PT10S");
        assertThat(mistake("MUNJIGI_MIGRATION_TIMEOUT", "P2D")).contains("PT1S to PT24H");
        assertThat(mistake("MUNJIGI_SECRET_PREVIOUS", SECRET)).contains("is set without MUNJIGI_SECRET");
        assertThat(mistake("MUNJIGI_TRUSTED_PROXIES", "10.0.0.1/8")).contains("10.0.0.0/8,2001:db8::/32");
        assertThat(mistake("MUNJIGI_CORS_ORIGINS", "*")).contains("https://app.example.org");
        assertThat(mistake("MUNJIGI_REFRESH_COOKIE", "yes")).contains("on nor off");
        assertThat(mistake("MUNJIGI_BREACHED_PASSWORDS", "a\0b")).isEqualTo("MUNJIGI_BREACHED_PASSWORDS: is no path");
        assertThat(mistake("MUNJIGI_HASHING_THREADS", "0")).contains("1 to 256");
        assertThat(mistake("MUNJIGI_DATABASE_URL", "jdbc:mysql://db/auth")).contains("jdbc:postgresql://");
        assertThat(mistake("MUNJIGI_ISSUER", "auth.example.org")).contains("base URL");
        assertThat(mistake("MUNJIGI_ISSUER", "https://auth example")).startsWith("MUNJIGI_ISSUER: ");
        assertThat(mistake("MUNJIGI_ISSUER", "http://exa mple")).doesNotContain("exa mple");
        assertThat(mistake("MUNJIGI_AUDIENCE", " ")).contains("visible ASCII");
        assertThat(mistake("MUNJIGI_AUDIENCE", "한".repeat(100))).contains("visible ASCII");
        assertThat(mistake("MUNJIGI_AUDIENCE", "a".repeat(129))).contains("visible ASCII");
        assertThat(mistake("MUNJIGI_DATA_DIR", "a;INIT=x")).contains("semicolon");
        assertThat(mistake("MUNJIGI_DATABASE_PASSWORD", "x")).contains("MUNJIGI_DATABASE_USER");
    }

    @Test
    void a_refresh_cookie_needs_https_or_this_machine() {
        Map<String, String> settings = new HashMap<>(Map.of("MUNJIGI_REFRESH_COOKIE", "on"));

        settings.put("MUNJIGI_ISSUER", "http://auth.example.org");
        assertThat(mistakes(settings)).singleElement().asString().startsWith("MUNJIGI_REFRESH_COOKIE: ");
        for (String good : List.of("https://auth.example.org", "http://localhost:8000", "http://127.0.0.1")) {
            settings.put("MUNJIGI_ISSUER", good);
            assertThat(Settings.of(settings).http().refreshCookie()).isTrue();
        }
    }

    @Test
    void a_weak_secret_is_a_mistake_and_not_repeated() {
        for (String name : List.of("MUNJIGI_SECRET", "MUNJIGI_JWT_SECRET")) {
            assertThat(mistake(name, "hunter2hunter2"))
                    .contains("32 characters")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void with_a_database_of_many_nodes_secret_and_issuer_are_required() {
        assertThat(mistakes(Map.of("MUNJIGI_DATABASE_URL", "jdbc:postgresql://db/auth")))
                .anyMatch(mistake -> mistake.startsWith("MUNJIGI_SECRET: is required"))
                .anyMatch(mistake -> mistake.startsWith("MUNJIGI_ISSUER: is required"))
                .hasSize(2);
    }

    @Test
    void a_secret_can_be_a_file_but_not_both() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), SECRET + "\n");

        assertThat(Settings.of(Map.of("MUNJIGI_SECRET_FILE", file.toString())).masterSecret())
                .isEqualTo(Secret.ofText(SECRET));
        assertThat(mistakes(Map.of("MUNJIGI_SECRET_FILE", file.toString(), "MUNJIGI_SECRET", SECRET)))
                .singleElement()
                .asString()
                .startsWith("MUNJIGI_SECRET_FILE: ");
        assertThat(mistake("MUNJIGI_SECRET_FILE", directory.resolve("missing").toString()))
                .contains("cannot be read");
        assertThat(mistake("MUNJIGI_SECRET_FILE", "\0")).contains("cannot be read");
    }

    @Test
    void a_properties_file_has_the_same_names_and_the_environment_wins() throws IOException {
        Path file = Files.writeString(
                directory.resolve("munjigi.properties"),
                "MUNJIGI_HTTP_PORT=9000\nMUNJIGI_AUDIENCE=shop\nMUNJIGI_DATA_DIR=käse\n");

        Settings settings = Settings.of(Map.of("MUNJIGI_CONFIG", file.toString(), "MUNJIGI_HTTP_PORT", "9001"));

        assertThat(settings.port()).isEqualTo(9001);
        assertThat(settings.audience()).isEqualTo("shop");
        assertThat(settings.dataDir()).isEqualTo(Path.of("käse"));
    }

    @Test
    void a_properties_file_with_unknown_names_or_none_at_all_is_a_mistake() throws IOException {
        Path file = Files.writeString(directory.resolve("munjigi.properties"), "port=9000\n");

        assertThat(mistake("MUNJIGI_CONFIG", file.toString())).startsWith("port: there is no such setting");
        assertThat(mistake("MUNJIGI_CONFIG", directory.resolve("missing").toString()))
                .contains("cannot be read");
    }

    @Test
    void what_is_empty_is_not_set() {
        assertThat(Settings.of(Map.of("MUNJIGI_JWT_SECRET", "", "MUNJIGI_HTTP_PORT", ""))
                        .port())
                .isEqualTo(8000);
    }

    @Test
    void no_secret_is_in_the_settings_as_text() {
        Settings settings = Settings.of(Map.of(
                "MUNJIGI_SECRET",
                SECRET,
                "MUNJIGI_JWT_SECRET",
                SECRET,
                "MUNJIGI_DATABASE_USER",
                "sa",
                "MUNJIGI_DATABASE_PASSWORD",
                "canary"));

        assertThat(settings.toString()).doesNotContain(SECRET, "canary");
    }
}
