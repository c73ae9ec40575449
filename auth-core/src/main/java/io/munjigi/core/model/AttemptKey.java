package io.munjigi.core.model;

import java.util.UUID;

/**
 * What wrong passwords are counted for: an address that was typed, whether it has an account or not, a device or a session. Made by a keyed
 * digest, so that it tells nobody who reads it what it stands for.
 *
 * @param value 128 bits of the digest
 */
public record AttemptKey(UUID value) {

    /** As text. */
    public String name() {
        return value.toString();
    }
}
