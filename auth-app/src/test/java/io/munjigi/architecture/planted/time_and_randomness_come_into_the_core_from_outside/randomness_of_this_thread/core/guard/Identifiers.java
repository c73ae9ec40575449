package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.randomness_of_this_thread.core.guard;

import java.util.concurrent.ThreadLocalRandom;

/** Asks for itself. */
final class Identifiers {

    ThreadLocalRandom next() {
        return ThreadLocalRandom.current();
    }
}
