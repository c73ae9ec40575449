package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.SessionEnder;
import io.munjigi.core.model.AuthException;
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

    /** Wired by {@code AuthBuilder}. */
    public RevokeToken(AccessTokens accessTokens, SessionIssuer issuer, SessionEnder sessionEnder) {
        this.accessTokens = accessTokens;
        this.issuer = issuer;
        this.sessionEnder = sessionEnder;
    }

    /**
     * A revocation.
     *
     * @param token whatever was given as one
     */
    public record Command(String token) {}

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
                            session -> sessionEnder.end(session.userId(), session.id()), sessionEnder::hearOfOthers);
        } else {
            accessTokens
                    .verify(command.token())
                    .ifPresent(claims -> sessionEnder.end(claims.subject(), claims.sessionId(), claims.expiresAt()));
        }
    }
}
