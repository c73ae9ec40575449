package io.munjigi.architecture.planted.names_say_what_a_type_does.a_helper.core;

/** Says nothing. */
interface LoginHelper {}
