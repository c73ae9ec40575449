package io.munjigi.architecture.planted.the_bundle_of_stores_only_hands_out_ports.a_bundle_that_asks.core.port;

interface Users {}
