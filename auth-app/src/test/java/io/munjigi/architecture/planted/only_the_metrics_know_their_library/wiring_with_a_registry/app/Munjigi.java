package io.munjigi.architecture.planted.only_the_metrics_know_their_library.wiring_with_a_registry.app;

import io.micrometer.core.instrument.MeterRegistry;

/** Wiring that could count by itself. */
interface Munjigi {

    MeterRegistry registry();
}
