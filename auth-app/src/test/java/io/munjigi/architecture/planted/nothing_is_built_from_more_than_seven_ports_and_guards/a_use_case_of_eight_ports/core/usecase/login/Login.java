package io.munjigi.architecture.planted.nothing_is_built_from_more_than_seven_ports_and_guards.a_use_case_of_eight_ports.core.usecase.login;

import io.munjigi.architecture.planted.nothing_is_built_from_more_than_seven_ports_and_guards.a_use_case_of_eight_ports.core.guard.Guard;
import io.munjigi.architecture.planted.nothing_is_built_from_more_than_seven_ports_and_guards.a_use_case_of_eight_ports.core.port.Port;

/** Two use cases in one. */
record Login(Port a, Port b, Port c, Port d, Guard e, Guard f, Guard g, Guard h, int i) {}
