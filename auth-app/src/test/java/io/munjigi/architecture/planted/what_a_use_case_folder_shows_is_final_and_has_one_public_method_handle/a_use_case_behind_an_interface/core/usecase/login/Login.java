package io.munjigi.architecture.planted.what_a_use_case_folder_shows_is_final_and_has_one_public_method_handle.a_use_case_behind_an_interface.core.usecase.login;

/** Something stands above it. */
public final class Login implements Cloneable {

    public void handle() {}
}
