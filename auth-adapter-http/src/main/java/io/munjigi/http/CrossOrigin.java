package io.munjigi.http;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What pages of which origins may do: call at all (the Fetch standard's CORS protocol), and call with a cookie (OWASP, cross-site request
 * forgery: origin verification). Immutable.
 */
final class CrossOrigin {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, Device-Token, X-Request-Id";
    private static final String RESPONSE_HEADERS = "Device-Token, Retry-After, WWW-Authenticate, X-Request-Id";
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> allowed;
    private final boolean credentials;
    private final String own;

    CrossOrigin(HttpRules rules, String issuer) {
        this.allowed = rules.corsOrigins();
        this.credentials = rules.refreshCookie();
        this.own = origin(URI.create(issuer));
    }

    private static String origin(URI url) {
        String host = url.getScheme() + "://" + url.getHost();
        boolean usual = url.getPort() < 0
                || (url.getPort() == 443 && "https".equals(url.getScheme()))
                || (url.getPort() == 80 && "http".equals(url.getScheme()));
        return usual ? host : host + ":" + url.getPort();
    }

    /** Says to a browser whether a page may read the answer. */
    void tell(Exchange exchange) {
        if (allowed.isEmpty()) {
            return;
        }
        exchange.header("Vary", "Origin");
        String origin = exchange.requestHeader("Origin");
        if (origin != null && allowed.contains(origin)) {
            exchange.header("Access-Control-Allow-Origin", origin);
            exchange.header("Access-Control-Expose-Headers", RESPONSE_HEADERS);
            exchange.header("Cross-Origin-Resource-Policy", "cross-origin");
            if (credentials) {
                exchange.header("Access-Control-Allow-Credentials", "true");
            }
        }
    }

    /** Says to a browser what a page may ask for, before it asks. */
    void tellBeforehand(Exchange exchange) {
        String origin = exchange.requestHeader("Origin");
        if (origin != null && allowed.contains(origin)) {
            exchange.header("Access-Control-Allow-Methods", METHODS);
            exchange.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
            exchange.header("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        }
    }

    /**
     * Whether a request with a cookie was caused by a page of ours or of an allowed origin. One that does not say is refused: every browser
     * says one or the other.
     */
    boolean isOurs(@Nullable String origin, @Nullable String fetchSite) {
        if (origin != null) {
            return origin.equals(own) || allowed.contains(origin);
        }
        return "same-origin".equals(fetchSite);
    }
}
