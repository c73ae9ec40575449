package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.usecase.login.RevokeToken;
import java.util.List;

/** What OAuth clients look for: the server's metadata, and the revocation of a token. */
final class OAuthHandlers {

    private final Auth auth;
    private final MetadataBody metadata;

    OAuthHandlers(Auth auth, String issuer) {
        this.auth = auth;
        this.metadata = MetadataBody.of(issuer);
    }

    /** Authorization server metadata (RFC 8414, section 2). */
    record MetadataBody(
            String issuer,
            String jwksUri,
            String tokenEndpoint,
            String revocationEndpoint,
            List<String> grantTypesSupported,
            List<String> responseTypesSupported) {

        /** The issuer stays as it is written, because it is compared letter by letter with the one in tokens. */
        static MetadataBody of(String issuer) {
            String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
            return new MetadataBody(
                    issuer,
                    base + "/.well-known/jwks.json",
                    base + "/auth/refresh",
                    base + "/oauth2/revoke",
                    List.of("refresh_token"),
                    List.of());
        }
    }

    void metadata(Exchange exchange) {
        exchange.answerJson(200, metadata);
    }

    /** Token revocation (RFC 7009); the hint is not needed, since each kind of token can be told from the other. */
    void revoke(Exchange exchange) {
        RequestBody body = RequestBody.form(exchange);
        String token = body.text("token");
        if (token == null) {
            throw body.refusal();
        }
        auth.revokeToken().handle(new RevokeToken.Command(token, exchange.origin()));
        exchange.answer(200);
    }
}
