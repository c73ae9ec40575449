package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.RevocationMirror;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.User;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Users;
import java.util.Optional;

/**
 * Turns an access token into the caller it proves. No query, but for users whose roles or state have changed since they could have got the
 * token.
 *
 * <p>Safe for use by many threads.
 */
public final class AuthenticateToken {

    private final AccessTokens accessTokens;
    private final RevocationMirror revocations;
    private final Users users;

    /** Wired by {@code AuthBuilder}. */
    public AuthenticateToken(AccessTokens accessTokens, RevocationMirror revocations, Users users) {
        this.accessTokens = accessTokens;
        this.revocations = revocations;
        this.users = users;
    }

    /**
     * The caller that a bearer token proves.
     *
     * @throws AuthException with {@link AuthError#INVALID_TOKEN}, whatever is wrong with it; {@link AuthError#UNAVAILABLE} if this node
     *     does not know whether it was revoked
     */
    public Principal handle(String accessToken) {
        return accessTokens
                .verify(accessToken)
                .flatMap(this::ifItStillHolds)
                .map(Principal::provenBy)
                .orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
    }

    private Optional<AccessClaims> ifItStillHolds(AccessClaims claims) {
        return switch (revocations.standing(claims)) {
            case GOOD -> Optional.of(claims);
            case ENDED -> Optional.empty();
            case CHANGED ->
                users.find(claims.subject())
                        .filter(user -> !user.disabled())
                        .map(User::roles)
                        .map(claims::withRoles);
        };
    }
}
