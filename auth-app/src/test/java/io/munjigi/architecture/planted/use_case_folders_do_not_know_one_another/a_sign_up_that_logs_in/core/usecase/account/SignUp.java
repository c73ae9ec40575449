package io.munjigi.architecture.planted.use_case_folders_do_not_know_one_another.a_sign_up_that_logs_in.core.usecase.account;

import io.munjigi.architecture.planted.use_case_folders_do_not_know_one_another.a_sign_up_that_logs_in.core.usecase.login.Login;

/** A use case built on one of another feature. */
interface SignUp {

    Login login();
}
