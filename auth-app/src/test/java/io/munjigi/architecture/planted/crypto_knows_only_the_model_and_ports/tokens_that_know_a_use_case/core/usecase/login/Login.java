package io.munjigi.architecture.planted.crypto_knows_only_the_model_and_ports.tokens_that_know_a_use_case.core.usecase.login;

public interface Login {}
