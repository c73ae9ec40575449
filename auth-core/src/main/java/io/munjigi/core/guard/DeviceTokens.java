package io.munjigi.core.guard;

import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Randomness;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Device tokens (OWASP, device cookies): {@code mjd_} and the base64url of device id (16 bytes), user id (16) and an HMAC-SHA-256 over these
 * (32). Whoever signs in gets one, and it says that its device has signed in to that account before, no more: it opens nothing. Not stored.
 *
 * <p>Safe for use by many threads.
 */
public final class DeviceTokens {

    private static final String PREFIX = "mjd_";
    private static final int ID_BYTES = 16;
    private static final int BODY_BYTES = 2 * ID_BYTES;
    private static final int TOKEN_BYTES = BODY_BYTES + 32;
    private static final int CHARACTERS = PREFIX.length() + (TOKEN_BYTES * 8 + 5) / 6;

    private final Secret key;
    private final Randomness randomness;

    public DeviceTokens(Secret key, Randomness randomness) {
        this.key = key;
        this.randomness = randomness;
    }

    /**
     * A device that has signed in.
     *
     * @param id which
     * @param user to whose account
     */
    public record Device(UUID id, UserId user) {}

    /** A device that has just signed in for the first time. */
    public Device enrol(UserId user) {
        return new Device(uuid(ByteBuffer.wrap(randomness.bytes(ID_BYTES))), user);
    }

    /** The one token of a device. */
    public String mint(Device device) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(device.id().getMostSignificantBits())
                .putLong(device.id().getLeastSignificantBits())
                .putLong(device.user().value().getMostSignificantBits())
                .putLong(device.user().value().getLeastSignificantBits())
                .array();
        byte[] token = ByteBuffer.allocate(TOKEN_BYTES)
                .put(body)
                .put(HmacSha256.of(key, body))
                .array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Whose token it is; of anything but what {@link #mint} makes, nobody's. Asks nobody. */
    public Optional<Device> read(@Nullable String text) {
        if (text == null || text.length() != CHARACTERS || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(token, BODY_BYTES);
        if (!MessageDigest.isEqual(HmacSha256.of(key, body), Arrays.copyOfRange(token, BODY_BYTES, token.length))) {
            return Optional.empty();
        }
        ByteBuffer ids = ByteBuffer.wrap(body);
        Device device = new Device(uuid(ids), new UserId(uuid(ids)));
        // The decoder ignores the bits that the last character has too many.
        return mint(device).equals(text) ? Optional.of(device) : Optional.empty();
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
