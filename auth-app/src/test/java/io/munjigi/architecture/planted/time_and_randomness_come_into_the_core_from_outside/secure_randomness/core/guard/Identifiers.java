package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.secure_randomness.core.guard;

import java.security.SecureRandom;

/** Asks for itself. */
final class Identifiers {

    SecureRandom next() {
        return new SecureRandom();
    }
}
