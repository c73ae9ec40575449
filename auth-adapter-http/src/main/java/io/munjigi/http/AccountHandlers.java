package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.User;
import io.munjigi.core.usecase.account.SignUp;

/** An account's own life. */
final class AccountHandlers {

    private final Auth auth;

    AccountHandlers(Auth auth) {
        this.auth = auth;
    }

    void signUp(Exchange exchange) {
        RequestBody body = RequestBody.json(exchange);
        String email = body.text("email");
        String password = body.text("password");
        SignUp.Command command =
                new SignUp.Command(email, password == null ? null : Password.of(password), exchange.origin());
        User user = body.validating(() -> auth.signUp().handle(command));
        exchange.actor(user.id());
        exchange.answerJson(201, UserBody.of(user));
    }

    void me(Exchange exchange) {
        Principal caller = auth.authenticateToken().handle(exchange.bearerToken());
        exchange.actor(caller.userId());
        exchange.answerJson(200, UserBody.of(auth.currentUser().handle(caller)));
    }
}
