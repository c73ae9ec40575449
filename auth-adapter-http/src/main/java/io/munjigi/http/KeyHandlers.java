package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.usecase.keys.ListSigningKeys;
import io.munjigi.core.usecase.keys.RevokeSigningKey;
import io.munjigi.core.usecase.keys.RotateSigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What tokens are signed with, and what others verify them with. */
final class KeyHandlers {

    private final Auth auth;

    KeyHandlers(Auth auth) {
        this.auth = auth;
    }

    /** A signing key, as administrators see one. */
    record KeyBody(String kid, String alg, String state, Instant createdAt, Instant signsFrom) {

        static KeyBody of(ListSigningKeys.Key key) {
            return new KeyBody(
                    key.keyId(),
                    key.algorithm(),
                    key.state().name().toLowerCase(Locale.ROOT),
                    key.createdAt(),
                    key.signsFrom());
        }
    }

    record KeysBody(List<KeyBody> items) {}

    record NewKeyBody(String kid, Instant signsFrom) {}

    void list(Exchange exchange, Principal caller) {
        List<KeyBody> items =
                auth.listSigningKeys().handle(new ListSigningKeys.Command(caller, exchange.origin())).stream()
                        .map(KeyBody::of)
                        .toList();
        exchange.answerJson(200, new KeysBody(items));
    }

    void rotate(Exchange exchange, Principal caller) {
        SigningKey newest = auth.rotateSigningKeys()
                .handle(new RotateSigningKeys.Command(caller, Duration.ZERO, exchange.origin()));
        exchange.answerJson(201, new NewKeyBody(newest.keyId(), newest.signsFrom()));
    }

    void revoke(Exchange exchange, Principal caller) {
        auth.revokeSigningKey()
                .handle(new RevokeSigningKey.Command(caller, exchange.pathParameter("kid"), exchange.origin()));
        exchange.answer(204);
    }

    void keySet(Exchange exchange) {
        exchange.header("Cache-Control", "public, max-age=300");
        exchange.header("Cross-Origin-Resource-Policy", "cross-origin");
        exchange.answer(
                200, "application/jwk-set+json", auth.publishedKeys().handle().getBytes(StandardCharsets.UTF_8));
    }
}
