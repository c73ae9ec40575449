package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.usecase.login.Login;

/** Coming in. */
final class LoginHandlers {

    private final Auth auth;

    LoginHandlers(Auth auth) {
        this.auth = auth;
    }

    /** The tokens, as the contract shows them (RFC 6749, section 5.1). */
    record TokensBody(String accessToken, String tokenType, long expiresIn, String refreshToken, String sessionId) {

        static TokensBody of(SessionTokens tokens) {
            return new TokensBody(
                    tokens.accessToken(),
                    "bearer",
                    tokens.expiresIn().toSeconds(),
                    tokens.refreshToken(),
                    tokens.sessionId().toString());
        }
    }

    /** The form is that of the OAuth2 password grant (RFC 6749, section 4.3.2); scope and client are taken and ignored. */
    void logIn(Exchange exchange) {
        RequestBody body = RequestBody.jsonOrForm(exchange);
        String email = body.text(body.isForm() ? "username" : "email");
        String password = body.text("password");
        if (body.isForm() && body.has("grant_type") && !"password".equals(body.text("grant_type"))) {
            body.note(FieldFault.unsupportedGrantType());
        }
        if (email == null || password == null || body.isFaulty()) {
            throw body.refusal();
        }
        Login.Command command = new Login.Command(email, Password.of(password), exchange.origin());
        exchange.answerJson(200, TokensBody.of(auth.login().handle(command)));
    }
}
