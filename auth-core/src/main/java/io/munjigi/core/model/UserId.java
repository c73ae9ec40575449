package io.munjigi.core.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Names a user for ever; the {@code sub} of access tokens. Made as UUIDv7 (RFC 9562), opaque to clients.
 *
 * @param value the UUID
 */
public record UserId(UUID value) implements Comparable<UserId> {

    /** The id that a text spells in the canonical form, or empty where it spells none. */
    public static Optional<UserId> parse(String text) {
        return Uuids.parse(text).map(UserId::new);
    }

    /** In the order of their bytes, which is that of the time in which they were made; {@link UUID#compareTo} takes them for signed numbers. */
    @Override
    public int compareTo(UserId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high == 0
                ? Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits())
                : high;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
