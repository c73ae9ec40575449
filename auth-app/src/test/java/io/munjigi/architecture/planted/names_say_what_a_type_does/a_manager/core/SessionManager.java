package io.munjigi.architecture.planted.names_say_what_a_type_does.a_manager.core;

/** Says nothing. */
interface SessionManager {}
