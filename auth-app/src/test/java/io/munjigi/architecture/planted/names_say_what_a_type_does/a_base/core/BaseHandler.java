package io.munjigi.architecture.planted.names_say_what_a_type_does.a_base.core;

/** Says nothing. */
interface BaseHandler {}
