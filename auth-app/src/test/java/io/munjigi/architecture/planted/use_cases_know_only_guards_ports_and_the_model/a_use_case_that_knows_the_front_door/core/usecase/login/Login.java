package io.munjigi.architecture.planted.use_cases_know_only_guards_ports_and_the_model.a_use_case_that_knows_the_front_door.core.usecase.login;

import io.munjigi.architecture.planted.use_cases_know_only_guards_ports_and_the_model.a_use_case_that_knows_the_front_door.core.Auth;

/** A use case that can reach all others. */
interface Login {

    Auth house();
}
