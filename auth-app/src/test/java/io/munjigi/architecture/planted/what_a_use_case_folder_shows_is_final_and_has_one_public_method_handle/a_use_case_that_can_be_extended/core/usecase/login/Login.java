package io.munjigi.architecture.planted.what_a_use_case_folder_shows_is_final_and_has_one_public_method_handle.a_use_case_that_can_be_extended.core.usecase.login;

/** Not final. */
public class Login {

    public void handle() {}
}
