package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.an_id.core.guard;

import java.util.UUID;

/** Asks for itself. */
final class Identifiers {

    UUID next() {
        return UUID.randomUUID();
    }
}
