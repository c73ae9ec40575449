package io.munjigi.http;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page ended, as clients see it: opaque, and good for going on only. It is the id of the last thing on the page, which is no secret
 * to whoever got the page.
 */
final class Cursor {

    private static final int UUID_BYTES = 16;

    private Cursor() {}

    static String of(UUID last) {
        byte[] bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a cursor stands for, if it is one that {@link #of} makes. */
    static Optional<UUID> read(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != UUID_BYTES) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            UUID last = new UUID(buffer.getLong(), buffer.getLong());
            return of(last).equals(text) ? Optional.of(last) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
