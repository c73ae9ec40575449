package io.munjigi.architecture.planted.only_the_core_knows_its_guards.an_app_that_hashes_by_itself.app;

import io.munjigi.architecture.planted.only_the_core_knows_its_guards.an_app_that_hashes_by_itself.core.guard.HashingThreads;

/** Wiring past the builder. */
interface Munjigi {

    HashingThreads threads();
}
