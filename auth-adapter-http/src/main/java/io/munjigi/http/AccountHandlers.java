package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.User;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.DeleteAccount;
import io.munjigi.core.usecase.account.ExportAccount;
import io.munjigi.core.usecase.account.SignUp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account's own life. */
final class AccountHandlers {

    private final Auth auth;

    AccountHandlers(Auth auth) {
        this.auth = auth;
    }

    /** All that is stored about a user. */
    record ExportBody(UserBody user, List<SessionBody> sessions) {

        static ExportBody of(ExportAccount.Export export) {
            return new ExportBody(
                    UserBody.of(export.user()),
                    export.sessions().stream().map(SessionBody::of).toList());
        }
    }

    void signUp(Exchange exchange) {
        RequestBody body = RequestBody.json(exchange);
        String email = body.text("email");
        SignUp.Command command = new SignUp.Command(email, password(body, "password"), exchange.origin());
        User user = body.validating(() -> auth.signUp().handle(command));
        exchange.actor(user.id());
        exchange.answerJson(201, UserBody.of(user));
    }

    void me(Exchange exchange, Principal caller) {
        exchange.answerJson(200, UserBody.of(auth.currentUser().handle(caller)));
    }

    void changePassword(Exchange exchange, Principal caller) {
        RequestBody body = RequestBody.json(exchange);
        Password current = password(body, "current_password");
        Password next = password(body, "new_password");
        ChangePassword.Command command = new ChangePassword.Command(caller, current, next, exchange.origin());
        body.validatingCall(() -> auth.changePassword().handle(command));
        exchange.answer(204);
    }

    void export(Exchange exchange, Principal caller) {
        exchange.answerJson(200, ExportBody.of(auth.exportAccount().handle(caller)));
    }

    void delete(Exchange exchange, Principal caller) {
        RequestBody body = RequestBody.json(exchange);
        DeleteAccount.Command command =
                new DeleteAccount.Command(caller, password(body, "password"), exchange.origin());
        body.validatingCall(() -> auth.deleteAccount().handle(command));
        exchange.answer(204);
    }

    private static @Nullable Password password(RequestBody body, String member) {
        String typed = body.text(member);
        return typed == null ? null : Password.of(typed);
    }
}
