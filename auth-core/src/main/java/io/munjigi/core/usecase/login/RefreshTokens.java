package io.munjigi.core.usecase.login;

import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.SessionId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Refresh tokens: {@code mjr_} and the base64url of session id (16 bytes), session secret (16), generation (4) and an HMAC-SHA-256 over
 * these (32). Derived, not stored: the database has a digest of the session secret only, and the HMAC key alone forges nothing.
 */
final class RefreshTokens {

    private static final String PREFIX = "mjr_";
    private static final String HMAC = "HmacSHA256";
    private static final int SECRET_BYTES = 16;
    private static final int BODY_BYTES = 16 + SECRET_BYTES + 4;
    private static final int MAC_BYTES = 32;
    private static final int CHARACTERS = PREFIX.length() + ((BODY_BYTES + MAC_BYTES) * 8 + 5) / 6;

    private final SecretKeySpec key;

    RefreshTokens(Secret key) {
        this.key = new SecretKeySpec(key.reveal(), HMAC);
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
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(content.sessionId().value().getMostSignificantBits())
                .putLong(content.sessionId().value().getLeastSignificantBits())
                .put(content.secret().reveal())
                .putInt(content.generation())
                .array();
        byte[] token = ByteBuffer.allocate(BODY_BYTES + MAC_BYTES)
                .put(body)
                .put(authenticate(body))
                .array();
        return spell(token);
    }

    /** What a text says, if it is, character by character, what {@link #mint} makes of that. Asks nobody. */
    Optional<Content> read(String text) {
        if (text.length() != CHARACTERS || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(token, BODY_BYTES);
        if (!MessageDigest.isEqual(authenticate(body), Arrays.copyOfRange(token, BODY_BYTES, token.length))) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(body);
        SessionId sessionId = new SessionId(new UUID(buffer.getLong(), buffer.getLong()));
        byte[] secret = new byte[SECRET_BYTES];
        buffer.get(secret);
        Content content = new Content(sessionId, Secret.of(secret), buffer.getInt());
        // The decoder ignores the bits that the last character has too many.
        return spell(token).equals(text) ? Optional.of(content) : Optional.empty();
    }

    private static String spell(byte[] token) {
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
