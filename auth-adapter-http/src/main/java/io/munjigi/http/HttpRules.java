package io.munjigi.http;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the routes deal with what lies between them and a client. Immutable; {@link #strict()} is the default, and every {@code with} makes a
 * changed copy.
 *
 * @param trustedProxies who is believed about a client's address
 * @param corsOrigins which pages of other origins may call, as {@code https://app.example.org}
 * @param refreshCookie whether the refresh token goes in a cookie that scripts cannot read, rather than in the body
 * @param docs whether the documentation is served
 */
public record HttpRules(TrustedProxies trustedProxies, Set<String> corsOrigins, boolean refreshCookie, boolean docs) {

    /** An origin as browsers write it (RFC 6454), which never ends with a slash nor names the usual port. */
    private static final Pattern ORIGIN =
            Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?");

    /**
     * @throws IllegalArgumentException if an origin is none; any ({@code *}) is not possible
     */
    public HttpRules {
        corsOrigins = Set.copyOf(corsOrigins);
        if (!corsOrigins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            throw new IllegalArgumentException("is no list of origins such as https://app.example.org");
        }
    }

    /** No proxy is believed, no page of another origin may call, tokens go in bodies, and the documentation is served. */
    public static HttpRules strict() {
        return new HttpRules(TrustedProxies.NONE, Set.of(), false, true);
    }

    /** The same, with other proxies. */
    public HttpRules withTrustedProxies(TrustedProxies proxies) {
        return new HttpRules(proxies, corsOrigins, refreshCookie, docs);
    }

    /** The same, with other origins. */
    public HttpRules withCorsOrigins(Set<String> origins) {
        return new HttpRules(trustedProxies, origins, refreshCookie, docs);
    }

    /** The same, with the refresh token in a cookie or not. */
    public HttpRules withRefreshCookie(boolean cookie) {
        return new HttpRules(trustedProxies, corsOrigins, cookie, docs);
    }

    /** The same, with the documentation or without. */
    public HttpRules withDocs(boolean served) {
        return new HttpRules(trustedProxies, corsOrigins, refreshCookie, served);
    }
}
