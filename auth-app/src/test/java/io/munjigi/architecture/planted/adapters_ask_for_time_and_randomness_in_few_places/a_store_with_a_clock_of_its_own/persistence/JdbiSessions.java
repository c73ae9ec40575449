package io.munjigi.architecture.planted.adapters_ask_for_time_and_randomness_in_few_places.a_store_with_a_clock_of_its_own.persistence;

import java.time.Instant;

/** Times are the database's to say. */
final class JdbiSessions {

    Instant now() {
        return Instant.now();
    }
}
