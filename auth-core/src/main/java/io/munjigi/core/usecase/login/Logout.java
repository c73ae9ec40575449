package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A session ends, with all its tokens, on every node.
 *
 * <p>Safe for use by many threads.
 */
public final class Logout {

    private final AuthenticateToken authenticateToken;
    private final SessionIssuer issuer;
    private final SessionEnder sessionEnder;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public Logout(
            AuthenticateToken authenticateToken, SessionIssuer issuer, SessionEnder sessionEnder, AuditTrail audit) {
        this.authenticateToken = authenticateToken;
        this.issuer = issuer;
        this.sessionEnder = sessionEnder;
        this.audit = audit;
    }

    /**
     * A logout by either token. Where both are given, the access token counts.
     *
     * @param accessToken a bearer token, or null where there is none
     * @param refreshToken any refresh token of the session, outdated ones too, or null where there is none
     * @param origin where the call came from
     */
    public record Command(
            @Nullable String accessToken, @Nullable String refreshToken, Origin origin) {}

    /**
     * Ends the session. A refresh token of a session that is gone already is taken; what was to be has come about.
     *
     * @throws AuthException with {@link AuthError#NOT_AUTHENTICATED} if no token was given; {@link AuthError#INVALID_TOKEN}; {@link
     *     AuthError#UNAVAILABLE}
     */
    public void handle(Command command) {
        String accessToken = command.accessToken();
        String refreshToken = command.refreshToken();
        if (accessToken != null) {
            Principal caller = authenticateToken.handle(accessToken);
            sessionEnder.end(
                    caller.userId(), caller.sessionId(), caller.provenUntil(), draft(caller.userId(), command));
        } else if (refreshToken != null) {
            endSessionOf(refreshToken, command);
        } else {
            throw new AuthException(AuthError.NOT_AUTHENTICATED);
        }
    }

    private void endSessionOf(String refreshToken, Command command) {
        RefreshTokens.Content presented =
                issuer.read(refreshToken).orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
        issuer.find(presented)
                .ifPresentOrElse(
                        session -> sessionEnder.end(session.userId(), session.id(), draft(session.userId(), command)),
                        sessionEnder::hearOfOthers);
    }

    private AuditTrail.Draft draft(UserId userId, Command command) {
        return audit.of(Kind.LOGOUT, command.origin()).byAndOn(userId);
    }
}
