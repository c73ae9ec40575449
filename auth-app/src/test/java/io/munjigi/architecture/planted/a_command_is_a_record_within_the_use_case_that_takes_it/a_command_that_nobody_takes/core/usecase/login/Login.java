package io.munjigi.architecture.planted.a_command_is_a_record_within_the_use_case_that_takes_it.a_command_that_nobody_takes.core.usecase.login;

/** Left over. */
interface Login {

    void handle();

    record Command() {}
}
