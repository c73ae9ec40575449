package io.munjigi.core.guard;

import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Randomness;
import java.nio.ByteBuffer;
import java.time.InstantSource;
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

    private static final int ID_BYTES = 16;
    private static final int BODY_BYTES = 2 * ID_BYTES + Integer.BYTES;

    /** As long as browsers keep a cookie. */
    private static final long LONGEST_DAYS = 400;

    private final MacTokens tokens;
    private final Randomness randomness;
    private final InstantSource clock;

    public DeviceTokens(Secret key, Randomness randomness, InstantSource clock) {
        this.tokens = new MacTokens("mjd_", BODY_BYTES, key);
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
        return tokens.mint(ByteBuffer.allocate(BODY_BYTES)
                .putLong(device.id().getMostSignificantBits())
                .putLong(device.id().getLeastSignificantBits())
                .putLong(device.user().value().getMostSignificantBits())
                .putLong(device.user().value().getLeastSignificantBits())
                .putInt(device.day())
                .array());
    }

    /** Whose token it is; of anything but what {@link #mint} has made in the last 400 days, nobody's. Asks nobody. */
    public Optional<Device> read(@Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(tokens::read)
                .map(body -> new Device(uuid(body), new UserId(uuid(body)), body.getInt()))
                .filter(device -> device.day() > today() - LONGEST_DAYS);
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
