package io.munjigi.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import org.jspecify.annotations.Nullable;

/** Coming in, staying, and going. */
final class LoginHandlers {

    private static final String REFRESH_TOKEN = "refresh_token";

    private static final String DEVICE_TOKEN = "Device-Token";

    private final Auth auth;
    private final Transport transport;

    LoginHandlers(Auth auth, Transport transport) {
        this.auth = auth;
        this.transport = transport;
    }

    /**
     * The tokens, as the contract shows them (RFC 6749, section 5.1).
     *
     * @param refreshToken null, and not shown, where it goes in a cookie
     */
    record TokensBody(
            String accessToken,
            String tokenType,
            long expiresIn,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String refreshToken,

            String sessionId) {}

    private void answer(Exchange exchange, SessionTokens tokens) {
        if (transport.refreshCookie()) {
            exchange.addCookie(Cookies.set(Cookies.REFRESH, tokens.refreshToken(), Cookies.LONGEST));
        }
        exchange.answerJson(
                200,
                new TokensBody(
                        tokens.accessToken(),
                        "bearer",
                        tokens.expiresIn().toSeconds(),
                        transport.refreshCookie() ? null : tokens.refreshToken(),
                        tokens.sessionId().toString()));
    }

    /** The form is that of the OAuth2 password grant (RFC 6749, section 4.3.2); scope and client are taken and ignored. */
    void logIn(Exchange exchange) {
        refuseOthersPages(exchange);
        RequestBody body = RequestBody.jsonOrForm(exchange);
        String email = body.text(body.isForm() ? "username" : "email");
        String password = body.text("password");
        if (body.isForm()) {
            body.allowGrantType("password");
        }
        if (email == null || password == null || body.isFaulty()) {
            throw body.refusal();
        }
        Login.Command command =
                new Login.Command(email, Password.of(password), deviceToken(exchange), exchange.origin());
        Login.Result result = auth.login().handle(command);
        exchange.header(DEVICE_TOKEN, result.deviceToken());
        if (!transport.crossOrigin().isSomebodyElses(exchange)) {
            exchange.addCookie(Cookies.set(Cookies.DEVICE, result.deviceToken(), Cookies.LONGEST));
        }
        answer(exchange, result.tokens());
    }

    /** Browsers keep it in a cookie, others send what the header said. */
    private static @Nullable String deviceToken(Exchange exchange) {
        String header = exchange.requestHeader(DEVICE_TOKEN);
        return header == null ? exchange.cookie(Cookies.DEVICE) : header;
    }

    /** The form is that of the refresh grant (RFC 6749, section 6). */
    void refresh(Exchange exchange) {
        refuseOthersPages(exchange);
        String cookie = refreshCookie(exchange);
        RequestBody body = cookie == null ? RequestBody.jsonOrForm(exchange) : RequestBody.jsonOrFormIfAny(exchange);
        String refreshToken = cookie == null || body.has(REFRESH_TOKEN) ? body.text(REFRESH_TOKEN) : cookie;
        body.allowGrantType(REFRESH_TOKEN);
        if (refreshToken == null || body.isFaulty()) {
            throw body.refusal();
        }
        RefreshSession.Command command = new RefreshSession.Command(refreshToken, exchange.origin());
        answer(exchange, auth.refreshSession().handle(command));
    }

    /**
     * The refresh token that came by itself, or null where there is none.
     *
     * @throws AuthException with {@code FORBIDDEN} if a page of somebody else's may have sent for it
     */
    private @Nullable String refreshCookie(Exchange exchange) {
        String cookie = transport.refreshCookie() ? exchange.cookie(Cookies.REFRESH) : null;
        if (cookie != null && !isSaidToBeOurs(exchange)) {
            throw new AuthException(AuthError.FORBIDDEN);
        }
        return cookie;
    }

    /** With a cookie, silence is not enough: what has one is a browser. */
    private boolean isSaidToBeOurs(Exchange exchange) {
        boolean silent = exchange.requestHeader("Origin") == null && exchange.requestHeader("Sec-Fetch-Site") == null;
        return !silent && !transport.crossOrigin().isSomebodyElses(exchange);
    }

    /**
     * Where refresh tokens are kept in cookies, nobody else's page logs anybody in or out, not even with tokens of its own.
     *
     * @throws AuthException with {@code FORBIDDEN}
     */
    private void refuseOthersPages(Exchange exchange) {
        if (transport.refreshCookie() && transport.crossOrigin().isSomebodyElses(exchange)) {
            throw new AuthException(AuthError.FORBIDDEN);
        }
    }

    /** With a bearer token the body is not looked at, whatever it is. */
    void logOut(Exchange exchange) {
        refuseOthersPages(exchange);
        String accessToken = exchange.bearerTokenIfAny();
        String refreshToken = accessToken == null ? refreshTokenIfAny(exchange) : null;
        auth.logout().handle(new Logout.Command(accessToken, refreshToken, exchange.origin()));
        if (transport.refreshCookie()) {
            exchange.addCookie(Cookies.drop(Cookies.REFRESH));
        }
        exchange.answer(204);
    }

    private @Nullable String refreshTokenIfAny(Exchange exchange) {
        RequestBody body = RequestBody.jsonOrFormIfAny(exchange);
        String refreshToken = body.has(REFRESH_TOKEN) ? body.text(REFRESH_TOKEN) : refreshCookie(exchange);
        if (body.isFaulty()) {
            throw body.refusal();
        }
        return refreshToken;
    }
}
