package io.munjigi.architecture.planted.a_command_is_a_record_within_the_use_case_that_takes_it.a_command_of_its_own.core.usecase.login;

/** Not within its use case. */
record LoginCommand() {}
