package io.munjigi.core.usecase.login;

import io.munjigi.core.guard.MacTokens;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.SessionId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Refresh tokens: {@code mjr_} and the base64url of session id (16 bytes), session secret (16), generation (4) and an HMAC-SHA-256 over
 * these (32). Derived, not stored: the database has a digest of the session secret only, and the HMAC key alone forges nothing.
 */
final class RefreshTokens {

    private static final int SECRET_BYTES = 16;
    private static final int BODY_BYTES = 16 + SECRET_BYTES + 4;

    private final MacTokens tokens;

    RefreshTokens(Secret key) {
        this.tokens = new MacTokens("mjr_", BODY_BYTES, key);
    }

    /** What a token that this house has made says. */
    record Content(SessionId sessionId, Secret secret, int generation) {

        /** Whether it is of the session whose secret has this digest. */
        boolean isOf(SecretDigest digest) {
            return SecretDigest.of(secret).equals(digest);
        }

        Content ofGeneration(int other) {
            return new Content(sessionId, secret, other);
        }
    }

    /** The one token that says this. */
    String mint(Content content) {
        return tokens.mint(ByteBuffer.allocate(BODY_BYTES)
                .putLong(content.sessionId().value().getMostSignificantBits())
                .putLong(content.sessionId().value().getLeastSignificantBits())
                .put(content.secret().reveal())
                .putInt(content.generation())
                .array());
    }

    /** What a text says, if it is, character by character, what {@link #mint} makes of that. Asks nobody. */
    Optional<Content> read(String text) {
        return tokens.read(text).map(RefreshTokens::content);
    }

    private static Content content(ByteBuffer body) {
        SessionId sessionId = new SessionId(new UUID(body.getLong(), body.getLong()));
        byte[] secret = new byte[SECRET_BYTES];
        body.get(secret);
        return new Content(sessionId, Secret.of(secret), body.getInt());
    }
}
