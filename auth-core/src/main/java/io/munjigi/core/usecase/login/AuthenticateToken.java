package io.munjigi.core.usecase.login;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import io.munjigi.core.port.AccessTokens;

/**
 * Turns an access token into the caller it proves. No query.
 *
 * <p>Safe for use by many threads.
 */
public final class AuthenticateToken {

    private final AccessTokens accessTokens;

    /** Wired by {@code AuthBuilder}. */
    public AuthenticateToken(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    /**
     * The caller that a bearer token proves.
     *
     * @throws AuthException with {@link AuthError#INVALID_TOKEN}, whatever is wrong with it
     */
    public Principal handle(String accessToken) {
        return accessTokens
                .verify(accessToken)
                .map(Principal::provenBy)
                .orElseThrow(() -> new AuthException(AuthError.INVALID_TOKEN));
    }
}
