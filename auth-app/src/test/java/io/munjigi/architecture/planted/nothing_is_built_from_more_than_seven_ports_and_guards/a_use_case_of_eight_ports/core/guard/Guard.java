package io.munjigi.architecture.planted.nothing_is_built_from_more_than_seven_ports_and_guards.a_use_case_of_eight_ports.core.guard;

public interface Guard {}
