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

/** An account's own life. */
final class AccountHandlers {

    private final Auth auth;

    AccountHandlers(Auth auth) {
        this.auth = auth;
    }

    /** All that is stored about a user. */
    record ExportBody(UserBody user, List<SessionBody> sessions, List<AuditEventBody> events) {

        static ExportBody of(ExportAccount.Export export) {
            return new ExportBody(
                    UserBody.of(export.user()),
                    export.sessions().stream().map(SessionBody::of).toList(),
                    export.events().stream().map(AuditEventBody::of).toList());
        }
    }

    void signUp(Exchange exchange) {
        RequestBody body = RequestBody.json(exchange);
        String email = body.text("email");
        SignUp.Command command = new SignUp.Command(email, body.password("password"), exchange.origin());
        User user = body.validating(() -> auth.signUp().handle(command));
        exchange.actor(user.id());
        exchange.answerJson(201, UserBody.of(user));
    }

    void me(Exchange exchange, Principal caller) {
        exchange.answerJson(200, UserBody.of(auth.currentUser().handle(caller)));
    }

    void changePassword(Exchange exchange, Principal caller) {
        RequestBody body = RequestBody.json(exchange);
        Password current = body.password("current_password");
        Password next = body.password("new_password");
        ChangePassword.Command command = new ChangePassword.Command(caller, current, next, exchange.origin());
        body.validatingCall(() -> auth.changePassword().handle(command));
        exchange.answer(204);
    }

    void export(Exchange exchange, Principal caller) {
        exchange.answerJson(
                200, ExportBody.of(auth.exportAccount().handle(new ExportAccount.Command(caller, exchange.origin()))));
    }

    void delete(Exchange exchange, Principal caller) {
        RequestBody body = RequestBody.json(exchange);
        DeleteAccount.Command command = new DeleteAccount.Command(caller, body.password("password"), exchange.origin());
        body.validatingCall(() -> auth.deleteAccount().handle(command));
        exchange.answer(204);
    }
}
