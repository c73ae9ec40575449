package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.a_source_of_the_system.core.guard;

import java.time.InstantSource;

/** Asks for itself. */
final class Identifiers {

    InstantSource next() {
        return InstantSource.system();
    }
}
