package io.munjigi.architecture.planted.use_cases_refuse_with_AuthException_alone.a_use_case_with_a_refusal_of_its_own.core.usecase.login;

/** Its constructor makes another failure than {@code AuthException}. */
interface Login {

    final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
