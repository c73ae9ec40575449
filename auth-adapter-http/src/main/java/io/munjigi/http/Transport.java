package io.munjigi.http;

/**
 * What holds for every request of a server or mount.
 *
 * @param proxies who is believed about a client's address
 * @param crossOrigin what pages of which origins may do
 * @param refreshCookie whether the refresh token goes in a cookie
 * @param secure whether clients come over TLS, as the issuer says
 */
record Transport(TrustedProxies proxies, CrossOrigin crossOrigin, boolean refreshCookie, boolean secure) {

    /** Two years, as browsers ask for (RFC 6797). */
    private static final String STRICT_TRANSPORT_SECURITY = "max-age=63072000";

    static Transport of(HttpRules rules, String issuer) {
        return new Transport(
                rules.trustedProxies(),
                new CrossOrigin(rules, issuer),
                rules.refreshCookie(),
                issuer.startsWith("https:"));
    }

    /** Adds the headers that its answer has whatever comes of it. */
    void prepare(Exchange exchange) {
        if (secure) {
            exchange.header("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY);
        }
        crossOrigin.tell(exchange);
    }
}
