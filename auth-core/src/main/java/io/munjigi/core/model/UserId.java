package io.munjigi.core.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Names a user for ever; the {@code sub} of access tokens. Made as UUIDv7 (RFC 9562), opaque to clients.
 *
 * @param value the UUID
 */
public record UserId(UUID value) {

    /** The id that a text spells in the canonical form, or empty where it spells none. */
    public static Optional<UserId> parse(String text) {
        return Uuids.parse(text).map(UserId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
