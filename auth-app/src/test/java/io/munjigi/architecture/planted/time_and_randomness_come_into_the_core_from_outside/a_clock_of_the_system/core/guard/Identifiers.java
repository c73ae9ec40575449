package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.a_clock_of_the_system.core.guard;

import java.time.Clock;

/** Asks for itself. */
final class Identifiers {

    Clock next() {
        return Clock.systemUTC();
    }
}
