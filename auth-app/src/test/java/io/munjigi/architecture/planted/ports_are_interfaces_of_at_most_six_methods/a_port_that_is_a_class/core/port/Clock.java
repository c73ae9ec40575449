package io.munjigi.architecture.planted.ports_are_interfaces_of_at_most_six_methods.a_port_that_is_a_class.core.port;

/** Leaves no room for another superclass. */
abstract class Clock {}
