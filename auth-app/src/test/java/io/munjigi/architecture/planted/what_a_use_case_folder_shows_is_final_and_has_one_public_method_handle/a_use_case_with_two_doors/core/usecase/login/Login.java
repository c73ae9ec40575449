package io.munjigi.architecture.planted.what_a_use_case_folder_shows_is_final_and_has_one_public_method_handle.a_use_case_with_two_doors.core.usecase.login;

/** Two public methods. */
public final class Login {

    public void handle() {}

    public void handleLater() {}
}
