package io.munjigi.core.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Names a session; the {@code sid} of access tokens. Made as UUIDv7 (RFC 9562), opaque to clients. It is a name, not a secret.
 *
 * @param value the UUID
 */
public record SessionId(UUID value) {

    /** The id that a text spells in the canonical form, or empty where it spells none. */
    public static Optional<SessionId> parse(String text) {
        return Uuids.parse(text).map(SessionId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
