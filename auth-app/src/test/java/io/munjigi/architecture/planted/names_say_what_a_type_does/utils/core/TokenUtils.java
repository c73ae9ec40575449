package io.munjigi.architecture.planted.names_say_what_a_type_does.utils.core;

/** Says nothing. */
interface TokenUtils {}
