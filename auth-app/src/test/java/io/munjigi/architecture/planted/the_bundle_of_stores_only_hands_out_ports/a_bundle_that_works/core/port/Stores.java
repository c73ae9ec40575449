package io.munjigi.architecture.planted.the_bundle_of_stores_only_hands_out_ports.a_bundle_that_works.core.port;

/** Does something by itself. */
interface Stores {

    void purge();
}
