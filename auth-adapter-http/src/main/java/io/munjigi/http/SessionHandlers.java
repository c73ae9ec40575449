package io.munjigi.http;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.usecase.session.RevokeAllSessions;
import io.munjigi.core.usecase.session.RevokeSession;
import java.util.List;

/** The caller's own sessions. */
final class SessionHandlers {

    private static final String EXCEPT = "except";
    private static final String CURRENT = "current";

    private final Auth auth;

    SessionHandlers(Auth auth) {
        this.auth = auth;
    }

    record SessionsBody(List<SessionBody> items) {}

    void list(Exchange exchange, Principal caller) {
        List<SessionBody> items = auth.listSessions().handle(caller).stream()
                .map(session -> SessionBody.seenFrom(caller.sessionId(), session))
                .toList();
        exchange.answerJson(200, new SessionsBody(items));
    }

    /** An id that is none is one that nobody has. */
    void end(Exchange exchange, Principal caller) {
        SessionId id = SessionId.parse(exchange.pathParameter("id"))
                .orElseThrow(() -> new AuthException(AuthError.SESSION_NOT_FOUND));
        auth.revokeSession().handle(new RevokeSession.Command(caller, id, exchange.origin()));
        exchange.answer(204);
    }

    void endAll(Exchange exchange, Principal caller) {
        String except = exchange.queryParameter(EXCEPT);
        if (except != null && !except.equals(CURRENT)) {
            throw ProblemException.invalid(List.of(FieldFault.unsupportedValue(EXCEPT, CURRENT)));
        }
        auth.revokeAllSessions().handle(new RevokeAllSessions.Command(caller, except != null, exchange.origin()));
        exchange.answer(204);
    }
}
