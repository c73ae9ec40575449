package io.munjigi.architecture.planted.use_cases_know_only_guards_ports_and_the_model.a_use_case_that_knows_the_front_door.core;

public interface Auth {}
