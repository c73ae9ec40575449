package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.an_id_by_reference.core.guard;

import java.util.UUID;
import java.util.function.Supplier;

/** Asks for itself. */
final class Identifiers {

    Supplier<UUID> next() {
        return UUID::randomUUID;
    }
}
