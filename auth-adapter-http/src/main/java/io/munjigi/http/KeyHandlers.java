package io.munjigi.http;

import io.munjigi.core.Auth;
import java.nio.charset.StandardCharsets;

/** What others verify our tokens with. */
final class KeyHandlers {

    private final Auth auth;

    KeyHandlers(Auth auth) {
        this.auth = auth;
    }

    void keySet(Exchange exchange) {
        exchange.header("Cache-Control", "public, max-age=300");
        exchange.header("Cross-Origin-Resource-Policy", "cross-origin");
        exchange.answer(
                200, "application/jwk-set+json", auth.publishedKeys().handle().getBytes(StandardCharsets.UTF_8));
    }
}
