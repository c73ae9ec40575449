package io.munjigi.architecture.planted.time_and_randomness_come_into_the_core_from_outside.the_date_in_a_zone.core.guard;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Asks for itself. */
final class Identifiers {

    LocalDate next() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
