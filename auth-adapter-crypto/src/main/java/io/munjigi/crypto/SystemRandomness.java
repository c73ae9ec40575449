package io.munjigi.crypto;

import io.munjigi.core.port.Randomness;
import java.security.SecureRandom;

/** What production wants. */
final class SystemRandomness implements Randomness {

    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
