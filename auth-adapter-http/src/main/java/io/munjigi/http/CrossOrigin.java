package io.munjigi.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

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
        String host = (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT);
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
     * Whether a request may have been caused by a page of somebody else's: it must neither send a cookie nor be given one. Who says nothing of
     * a page is no browser: those say one or the other with all that changes something.
     */
    boolean isSomebodyElses(Exchange exchange) {
        String origin = exchange.requestHeader("Origin");
        String site = exchange.requestHeader("Sec-Fetch-Site");
        if (origin != null && (origin.equals(own) || allowed.contains(origin))) {
            return false;
        }
        return site == null ? origin != null : !site.equals("same-origin");
    }
}
