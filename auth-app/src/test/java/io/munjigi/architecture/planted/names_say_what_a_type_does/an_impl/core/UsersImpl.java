package io.munjigi.architecture.planted.names_say_what_a_type_does.an_impl.core;

/** Says nothing. */
interface UsersImpl {}
