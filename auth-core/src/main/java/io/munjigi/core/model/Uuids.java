package io.munjigi.core.model;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

final class Uuids {

    private static final Pattern CANONICAL = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Uuids() {}

    /** Only the canonical spelling: {@link UUID#fromString} alone takes {@code "1-1-1-1-1"} too. */
    static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
