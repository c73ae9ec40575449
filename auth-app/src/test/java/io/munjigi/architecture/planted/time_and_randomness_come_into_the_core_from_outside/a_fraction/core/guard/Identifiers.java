package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.a_fraction.core.guard;

/** Asks for itself. */
final class Identifiers {

    double next() {
        return Math.random();
    }
}
