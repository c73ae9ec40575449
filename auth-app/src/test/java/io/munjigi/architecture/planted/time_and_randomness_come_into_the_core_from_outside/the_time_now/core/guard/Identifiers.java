package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.the_time_now.core.guard;

import java.time.Instant;

/** Asks for itself. */
final class Identifiers {

    Instant next() {
        return Instant.now();
    }
}
