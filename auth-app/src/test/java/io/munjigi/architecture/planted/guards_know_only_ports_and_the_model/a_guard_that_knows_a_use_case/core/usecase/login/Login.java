package io.munjigi.architecture.planted.guards_know_only_ports_and_the_model.a_guard_that_knows_a_use_case.core.usecase.login;

public interface Login {}
