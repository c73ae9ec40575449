package io.munjigi.architecture.planted.the_core_needs_only_itself_java_base_and_jspecify.a_use_case_that_knows_its_adapter.core.usecase.login;

import io.munjigi.architecture.planted.the_core_needs_only_itself_java_base_and_jspecify.a_use_case_that_knows_its_adapter.persistence.JdbiUsers;

/** A use case that knows a technology. */
interface Login {

    JdbiUsers users();
}
