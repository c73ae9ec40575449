package io.munjigi.architecture.planted.transfers_know_only_the_model.a_source_that_signs_up.core.usecase.account;

public interface SignUp {}
