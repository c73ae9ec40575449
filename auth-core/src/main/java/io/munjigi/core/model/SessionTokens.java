package io.munjigi.core.model;

import java.time.Duration;

/**
 * What a client holds of a session. Hidden from {@code toString}.
 *
 * @param accessToken a bearer token (RFC 6750)
 * @param expiresIn how long the access token is good, in whole seconds
 * @param refreshToken gets the next pair; to be kept from everybody but the authorization server
 * @param sessionId the session both belong to
 */
public record SessionTokens(String accessToken, Duration expiresIn, String refreshToken, SessionId sessionId) {

    @Override
    public String toString() {
        return "SessionTokens[" + sessionId + ", tokens hidden]";
    }
}
