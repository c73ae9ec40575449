package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.any_randomness.core.guard;

import java.util.random.RandomGenerator;

/** Asks for itself. */
final class Identifiers {

    RandomGenerator next() {
        return RandomGenerator.getDefault();
    }
}
