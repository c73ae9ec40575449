package io.munjigi.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cookies that no script reads, that go over TLS to this very host only, and never with a request that another site has caused (RFC 6265bis,
 * 4.1.3.2).
 */
final class Cookies {

    static final String DEVICE = "__Host-munjigi-device";
    static final String REFRESH = "__Host-munjigi-refresh";

    /** What browsers cut longer ones to. */
    static final Duration LONGEST = Duration.ofDays(400);

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

    private Cookies() {}

    static String set(String name, String value, Duration age) {
        return name + "=" + value + ATTRIBUTES + age.toSeconds();
    }

    static String drop(String name) {
        return set(name, "", Duration.ZERO);
    }

    /** The value of the first one of this name in a request's headers. */
    static Optional<String> find(String name, List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }
}
