package io.munjigi.architecture.planted.a_command_is_a_record_within_the_use_case_that_takes_it.a_command_that_is_no_record.core.usecase.login;

/** Could change after it was checked. */
interface Login {

    void handle(Command command);

    interface Command {}
}
