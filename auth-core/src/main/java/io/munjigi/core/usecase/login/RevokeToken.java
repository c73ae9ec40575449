package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.AuditTrail;
import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AccessTokens;
import java.util.Optional;

/**
 * Token revocation (RFC 7009): whoever holds a token of either kind ends its whole session with it. Whatever was given, the answer is the
 * same.
 *
 * <p>Safe for use by many threads.
 */
public final class RevokeToken {

    private final AccessTokens accessTokens;
    private final SessionIssuer issuer;
    private final SessionEnder sessionEnder;
    private final AuditTrail audit;

    /** Wired by {@code AuthBuilder}. */
    public RevokeToken(AccessTokens accessTokens, SessionIssuer issuer, SessionEnder sessionEnder, AuditTrail audit) {
        this.accessTokens = accessTokens;
        this.issuer = issuer;
        this.sessionEnder = sessionEnder;
        this.audit = audit;
    }

    /**
     * A revocation.
     *
     * @param token whatever was given as one
     * @param origin where the call came from
     */
    public record Command(String token, Origin origin) {}

    /**
     * Ends the token's session, if it is a good token, or an outdated refresh token, of one.
     *
     * @throws AuthException with {@link io.munjigi.core.model.AuthError#UNAVAILABLE} only
     */
    public void handle(Command command) {
        Optional<RefreshTokens.Content> refresh = issuer.read(command.token());
        if (refresh.isPresent()) {
            issuer.find(refresh.get())
                    .ifPresentOrElse(
                            session ->
                                    sessionEnder.end(session.userId(), session.id(), draft(session.userId(), command)),
                            sessionEnder::hearOfOthers);
        } else {
            accessTokens
                    .verify(command.token())
                    .ifPresent(claims -> sessionEnder.end(
                            claims.subject(),
                            claims.sessionId(),
                            claims.expiresAt(),
                            draft(claims.subject(), command)));
        }
    }

    private AuditTrail.Draft draft(UserId userId, Command command) {
        return audit.of(Kind.SESSION_REVOCATION, command.origin())
                .byAndOn(userId)
                .saying("by token");
    }
}
