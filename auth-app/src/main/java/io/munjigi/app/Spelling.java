package io.munjigi.app;

import io.munjigi.app.Settings.LogFormat;
import io.munjigi.app.Settings.PasswordAlgorithm;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.http.HttpRules;
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
import java.util.stream.Collectors;

/**
 * How settings are spelled. What is spelled otherwise is refused with an {@link IllegalArgumentException} whose message goes on where the
 * setting's name ends, and does not repeat what may be a secret.
 */
final class Spelling {

    private static final int MIN_SECRET_LENGTH = 32;

    private Spelling() {}

    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("is not an ISO 8601 duration such as PT15M or P14D");
        }
    }

    static Set<String> origins(String text) {
        Set<String> origins =
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return HttpRules.strict().withCorsOrigins(origins).corsOrigins();
    }

    /** Words such as {@code support=users:read,users:write}. */
    static RoleRules roles(String text) {
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

    static String email(String text) {
        return EmailAddress.parse(text)
                .map(EmailAddress::value)
                .orElseThrow(() -> new IllegalArgumentException("is not an e-mail address"));
    }

    static int port(String text) {
        int port = wholeNumber(text);
        if (port > 65_535) {
            throw new IllegalArgumentException("is no port: 0 to 65535");
        }
        return port;
    }

    static int wholeNumber(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("is not a whole number");
        }
        return Integer.parseInt(text);
    }

    static boolean onOrOff(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("is neither on nor off");
        };
    }

    static System.Logger.Level logLevel(String text) {
        return switch (text) {
            case "error" -> System.Logger.Level.ERROR;
            case "warning" -> System.Logger.Level.WARNING;
            case "info" -> System.Logger.Level.INFO;
            case "debug" -> System.Logger.Level.DEBUG;
            case "trace" -> System.Logger.Level.TRACE;
            default -> throw new IllegalArgumentException("is none of error, warning, info, debug and trace");
        };
    }

    static LogFormat logFormat(String text) {
        return switch (text) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new IllegalArgumentException("is neither text nor json");
        };
    }

    static PasswordAlgorithm passwordAlgorithm(String text) {
        return switch (text) {
            case "argon2id" -> PasswordAlgorithm.ARGON2ID;
            case "bcrypt" -> PasswordAlgorithm.BCRYPT;
            default -> throw new IllegalArgumentException("is neither argon2id nor bcrypt");
        };
    }

    static Secret secret(String text) {
        if (text.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "is shorter than " + MIN_SECRET_LENGTH + " characters; openssl rand -base64 32 makes a good one");
        }
        return Secret.ofText(text);
    }

    /** Without what is wrong about it, which could be the password. */
    static Secret redisUrl(String text) {
        if (!text.matches("rediss?://[!-~]{1,512}")) {
            throw new IllegalArgumentException("is no Redis URL such as redis://localhost:6379");
        }
        return Secret.ofText(text);
    }

    static String line(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("is blank or has control characters");
        }
        return text;
    }

    static String jdbcUrl(String text) {
        if (!text.startsWith("jdbc:h2:") && !text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "is no JDBC URL of H2 (jdbc:h2:...) or PostgreSQL (jdbc:postgresql://...)");
        }
        return text;
    }

    /** Without the platform's message, which would repeat the text. */
    static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException("is no path");
        }
    }

    /** H2 would take what follows a semicolon in its URL for a setting. */
    static Path directory(String text) {
        if (text.contains(";") || text.getBytes(StandardCharsets.UTF_8).length > 1024) {
            throw new IllegalArgumentException("is too long or has a semicolon");
        }
        return Path.of(text);
    }

    /** It stands twice in every access token, and tokens have bounds. */
    static String audience(String text) {
        if (!text.matches("[!-~]{1,128}")) {
            throw new IllegalArgumentException("is not 1 to 128 visible ASCII characters");
        }
        return text;
    }

    static String baseUrl(String text) {
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
