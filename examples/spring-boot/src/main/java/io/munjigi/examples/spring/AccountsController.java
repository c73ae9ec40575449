package io.munjigi.examples.spring;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Coming in, staying, and going: each route calls one use case. */
@RestController
class AccountsController {

    private final Auth auth;

    AccountsController(Auth auth) {
        this.auth = auth;
    }

    /** What is missing is empty, and so refused by the use case, which says what is wrong. */
    record Credentials(String email, String password) {

        Credentials {
            email = Objects.requireNonNullElse(email, "");
            password = Objects.requireNonNullElse(password, "");
        }
    }

    record RefreshToken(String refreshToken) {

        RefreshToken {
            refreshToken = Objects.requireNonNullElse(refreshToken, "");
        }
    }

    record Account(String id, String email) {}

    record Tokens(String accessToken, String tokenType, long expiresIn, String refreshToken) {

        static Tokens of(SessionTokens tokens) {
            return new Tokens(tokens.accessToken(), "bearer", tokens.expiresIn().toSeconds(), tokens.refreshToken());
        }
    }

    @PostMapping("/auth/signup")
    @ResponseStatus(HttpStatus.CREATED)
    Account signUp(@RequestBody Credentials given, HttpServletRequest request) {
        return account(auth.signUp()
                .handle(new SignUp.Command(given.email(), Password.of(given.password()), origin(request))));
    }

    @PostMapping("/auth/login")
    Tokens logIn(@RequestBody Credentials given, HttpServletRequest request) {
        return Tokens.of(auth.login()
                .handle(new Login.Command(given.email(), Password.of(given.password()), origin(request)))
                .tokens());
    }

    @PostMapping("/auth/refresh")
    Tokens refresh(@RequestBody RefreshToken given, HttpServletRequest request) {
        return Tokens.of(
                auth.refreshSession().handle(new RefreshSession.Command(given.refreshToken(), origin(request))));
    }

    @PostMapping("/auth/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOut(@AuthenticationPrincipal Jwt token, HttpServletRequest request) {
        auth.logout().handle(new Logout.Command(token.getTokenValue(), null, origin(request)));
    }

    /** Asks Munjigi itself, which refuses the tokens of a session from its end on. */
    @GetMapping("/users/me")
    Account whoAmI(@AuthenticationPrincipal Jwt token) {
        return account(auth.currentUser().handle(auth.authenticateToken().handle(token.getTokenValue())));
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = "application/jwk-set+json")
    String keySet() {
        return auth.publishedKeys().handle();
    }

    private static Account account(io.munjigi.core.model.User user) {
        return new Account(user.id().toString(), user.email().value());
    }

    private static Origin origin(HttpServletRequest request) {
        return new Origin(request.getRemoteAddr(), request.getHeader("User-Agent"), null);
    }

    /** What a refusal is in HTTP. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(AuthException refusal) {
        AuthError error = refusal.error();
        HttpStatus status = switch (error) {
            case INVALID_CREDENTIALS, NOT_AUTHENTICATED, INVALID_TOKEN -> HttpStatus.UNAUTHORIZED;
            case EMAIL_TAKEN -> HttpStatus.CONFLICT;
            case INVALID_INPUT -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY_ATTEMPTS -> HttpStatus.TOO_MANY_REQUESTS;
            case TOO_BUSY, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.FORBIDDEN;
        };
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (status == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (!refusal.retryAfter().isZero()) {
            answer.header(
                    HttpHeaders.RETRY_AFTER, Long.toString(refusal.retryAfter().toSeconds() + 1));
        }
        return answer.body(ProblemDetail.forStatusAndDetail(status, error.name()));
    }
}
