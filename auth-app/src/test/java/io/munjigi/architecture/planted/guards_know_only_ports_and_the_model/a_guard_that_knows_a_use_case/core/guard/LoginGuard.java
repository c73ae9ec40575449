package io.munjigi.architecture.planted.guards_know_only_ports_and_the_model.a_guard_that_knows_a_use_case.core.guard;

import io.munjigi.architecture.planted.guards_know_only_ports_and_the_model.a_guard_that_knows_a_use_case.core.usecase.login.Login;

/** A guard that knows whom it guards. */
interface LoginGuard {

    Login guarded();
}
