package io.munjigi.architecture.planted.use_case_folders_do_not_know_one_another.a_sign_up_that_logs_in.core.usecase.login;

public interface Login {}
