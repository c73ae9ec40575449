package io.munjigi.http;

import java.util.Map;

/** The headers that go with every answer. */
final class ResponseHeaders {

    /** For everything that is not a page: never stored, never framed, never run. */
    static final Map<String, String> API = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    /** What the documentation page needs beyond that: its own scripts and styles, and the images that Swagger UI writes inline. */
    static final String DOCS_CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ResponseHeaders() {}
}
