package io.munjigi.architecture.planted.use_cases_refuse_with_AuthException_alone.a_use_case_that_throws_something_else.core.usecase.login;

/** No route could turn it into an answer. */
interface Login {

    default void handle() {
        throw new IllegalStateException();
    }
}
