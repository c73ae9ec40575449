package io.munjigi.crypto;

import io.munjigi.crypto.Argon2Hash.Variant;
import io.munjigi.crypto.Argon2Hash.Work;

/**
 * Computes Argon2 (RFC 9106).
 *
 * <p>Safe for use by many threads.
 */
interface Argon2 {

    /** The tag of a password given as UTF-8. */
    byte[] tag(Variant variant, Work work, byte[] salt, byte[] password, int tagBytes);

    /** The fastest one here: the reference implementation where it can be had, and otherwise one in Java. */
    static Argon2 fastest() {
        return Fastest.ARGON2;
    }

    /** Looked for when the first hash is due, since a start need not wait for it. */
    final class Fastest {

        private static final Argon2 ARGON2 = NativeArgon2.orElse(new JavaArgon2());

        private Fastest() {}
    }
}
