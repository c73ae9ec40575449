package io.munjigi.core.usecase.login;

import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SessionId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Refresh tokens: {@code mjr_} and the base64url of session id (16 bytes), session secret (16), generation (4) and an HMAC-SHA-256 over
 * these (32). Derived, not stored: the database has a digest of the session secret only, and the HMAC key alone forges nothing.
 */
final class RefreshTokens {

    private static final String PREFIX = "mjr_";
    private static final String HMAC = "HmacSHA256";
    private static final int BODY_BYTES = 16 + 16 + 4;
    private static final int MAC_BYTES = 32;

    private final SecretKeySpec key;

    RefreshTokens(Secret key) {
        this.key = new SecretKeySpec(key.reveal(), HMAC);
    }

    /** The one token of a session's generation. */
    String mint(SessionId sessionId, Secret sessionSecret, int generation) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(sessionId.value().getMostSignificantBits())
                .putLong(sessionId.value().getLeastSignificantBits())
                .put(sessionSecret.reveal())
                .putInt(generation)
                .array();
        byte[] token = ByteBuffer.allocate(BODY_BYTES + MAC_BYTES)
                .put(body)
                .put(authenticate(body))
                .array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private byte[] authenticate(byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }
}
