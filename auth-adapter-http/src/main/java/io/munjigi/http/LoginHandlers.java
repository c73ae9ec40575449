package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import org.jspecify.annotations.Nullable;

/** Coming in, staying, and going. */
final class LoginHandlers {

    private static final String REFRESH_TOKEN = "refresh_token";

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
        if (body.isForm()) {
            body.allowGrantType("password");
        }
        if (email == null || password == null || body.isFaulty()) {
            throw body.refusal();
        }
        Login.Command command = new Login.Command(email, Password.of(password), exchange.origin());
        exchange.answerJson(200, TokensBody.of(auth.login().handle(command)));
    }

    /** The form is that of the refresh grant (RFC 6749, section 6). */
    void refresh(Exchange exchange) {
        RequestBody body = RequestBody.jsonOrForm(exchange);
        String refreshToken = body.text(REFRESH_TOKEN);
        body.allowGrantType(REFRESH_TOKEN);
        if (refreshToken == null || body.isFaulty()) {
            throw body.refusal();
        }
        RefreshSession.Command command = new RefreshSession.Command(refreshToken, exchange.origin());
        exchange.answerJson(200, TokensBody.of(auth.refreshSession().handle(command)));
    }

    /** With a bearer token the body is not looked at, whatever it is. */
    void logOut(Exchange exchange) {
        String accessToken = exchange.bearerTokenIfAny();
        String refreshToken = accessToken == null ? refreshTokenIfAny(exchange) : null;
        auth.logout().handle(new Logout.Command(accessToken, refreshToken, exchange.origin()));
        exchange.answer(204);
    }

    private static @Nullable String refreshTokenIfAny(Exchange exchange) {
        RequestBody body = RequestBody.jsonOrFormIfAny(exchange);
        String refreshToken = body.has(REFRESH_TOKEN) ? body.text(REFRESH_TOKEN) : null;
        if (body.isFaulty()) {
            throw body.refusal();
        }
        return refreshToken;
    }
}
