package io.munjigi.architecture.planted.ports_know_only_the_model.a_port_that_knows_a_guard.core.port;

import io.munjigi.architecture.planted.ports_know_only_the_model.a_port_that_knows_a_guard.core.guard.PasswordPolicy;

/** A store that keeps the password rules. */
interface Users {

    PasswordPolicy policy();
}
