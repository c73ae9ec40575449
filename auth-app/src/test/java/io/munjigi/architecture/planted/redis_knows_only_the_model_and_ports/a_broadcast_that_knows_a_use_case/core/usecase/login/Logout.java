package io.munjigi.architecture.planted.redis_knows_only_the_model_and_ports.a_broadcast_that_knows_a_use_case.core.usecase.login;

public interface Logout {}
