package io.munjigi.core.guard;

import io.munjigi.core.model.AuditDigest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Spells values out in bytes so that no two lists of values are spelt alike. For use by one thread. */
final class Spelling {

    private static final int NOTHING = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Write {
        void to(DataOutputStream out) throws IOException;
    }

    Spelling number(long value) {
        return write(to -> to.writeLong(value));
    }

    Spelling time(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    Spelling digest(AuditDigest value) {
        return write(to -> to.write(value.toBytes()));
    }

    /** Null is another value than an empty text. */
    Spelling text(@Nullable String value) {
        byte[] spelt = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        return write(to -> {
            to.writeInt(value == null ? NOTHING : spelt.length);
            to.write(spelt);
        });
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private Spelling write(Write part) {
        try {
            part.to(out);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
