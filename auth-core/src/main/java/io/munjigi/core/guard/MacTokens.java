package io.munjigi.core.guard;

import io.munjigi.core.model.Secret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Opaque tokens of one kind: a prefix, and the base64url of a body of fixed length and an HMAC-SHA-256 over it (32 bytes). What they say is
 * proven by themselves, and each has one spelling.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class MacTokens {

    private static final int MAC_BYTES = 32;

    private final String prefix;
    private final int bodyBytes;
    private final Secret key;

    public MacTokens(String prefix, int bodyBytes, Secret key) {
        this.prefix = prefix;
        this.bodyBytes = bodyBytes;
        this.key = key;
    }

    /** The one token that has this body. */
    public String mint(byte[] body) {
        return spell(ByteBuffer.allocate(bodyBytes + MAC_BYTES)
                .put(body)
                .put(HmacSha256.of(key, body))
                .array());
    }

    /** The body of a text, if that is, character by character, what {@link #mint} makes of it. Asks nobody. */
    public Optional<ByteBuffer> read(String text) {
        int characters = prefix.length() + ((bodyBytes + MAC_BYTES) * 8 + 5) / 6;
        if (text.length() != characters || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text.substring(prefix.length()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(token, bodyBytes);
        if (!MessageDigest.isEqual(HmacSha256.of(key, body), Arrays.copyOfRange(token, bodyBytes, token.length))) {
            return Optional.empty();
        }
        // The decoder ignores the bits that the last character has too many.
        return spell(token).equals(text) ? Optional.of(ByteBuffer.wrap(body)) : Optional.empty();
    }

    private String spell(byte[] token) {
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
