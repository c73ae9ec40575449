package io.munjigi.core.guard;

import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Randomness;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Device tokens (OWASP, device cookies): {@code mjd_} and the base64url of device id (16 bytes), user id (16), day of issue (4, counted from
 * 1970) and an HMAC-SHA-256 over these (32). Whoever signs in gets one, and it says that its device has signed in to that account before, no
 * more: it opens nothing. Not stored.
 *
 * <p>Safe for use by many threads.
 */
public final class DeviceTokens {

    private static final String PREFIX = "mjd_";
    private static final int ID_BYTES = 16;
    private static final int BODY_BYTES = 2 * ID_BYTES + Integer.BYTES;

    /** As long as browsers keep a cookie. */
    private static final long LONGEST_DAYS = 400;

    private static final int TOKEN_BYTES = BODY_BYTES + 32;
    private static final int CHARACTERS = PREFIX.length() + (TOKEN_BYTES * 8 + 5) / 6;

    private final Secret key;
    private final Randomness randomness;
    private final InstantSource clock;

    public DeviceTokens(Secret key, Randomness randomness, InstantSource clock) {
        this.key = key;
        this.randomness = randomness;
        this.clock = clock;
    }

    /**
     * A device that has signed in.
     *
     * @param id which
     * @param user to whose account
     * @param day when it was last given a token
     */
    public record Device(UUID id, UserId user, int day) {}

    /** A device that has just signed in for the first time. */
    public Device enrol(UserId user) {
        return new Device(uuid(ByteBuffer.wrap(randomness.bytes(ID_BYTES))), user, today());
    }

    /** The same device, which has signed in again. */
    public Device renewed(Device device) {
        return new Device(device.id(), device.user(), today());
    }

    private int today() {
        return Math.toIntExact(Math.floorDiv(clock.instant().getEpochSecond(), 86_400L));
    }

    /** The one token of a device. */
    public String mint(Device device) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(device.id().getMostSignificantBits())
                .putLong(device.id().getLeastSignificantBits())
                .putLong(device.user().value().getMostSignificantBits())
                .putLong(device.user().value().getLeastSignificantBits())
                .putInt(device.day())
                .array();
        byte[] token = ByteBuffer.allocate(TOKEN_BYTES)
                .put(body)
                .put(HmacSha256.of(key, body))
                .array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Whose token it is; of anything but what {@link #mint} has made in the last 400 days, nobody's. Asks nobody. */
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
        Device device = new Device(uuid(ids), new UserId(uuid(ids)), ids.getInt());
        // The decoder ignores the bits that the last character has too many.
        boolean isFresh = device.day() > today() - LONGEST_DAYS;
        return isFresh && mint(device).equals(text) ? Optional.of(device) : Optional.empty();
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
