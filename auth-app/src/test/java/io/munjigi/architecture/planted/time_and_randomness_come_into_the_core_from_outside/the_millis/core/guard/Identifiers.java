package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.the_millis.core.guard;

/** Asks for itself. */
final class Identifiers {

    long next() {
        return System.currentTimeMillis();
    }
}
