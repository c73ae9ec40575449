package io.munjigi.architecture.planted.what_a_use_case_folder_shows_is_final_and_has_one_public_method_handle.a_use_case_of_another_name.core.usecase.login;

/** Its one method is not called {@code handle}. */
public final class Login {

    public void execute() {}
}
