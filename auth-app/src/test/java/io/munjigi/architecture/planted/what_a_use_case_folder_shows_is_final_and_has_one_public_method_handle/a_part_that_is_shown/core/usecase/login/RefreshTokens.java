package io.munjigi.architecture.planted.what_a_use_case_folder_shows_is_final_and_has_one_public_method_handle.a_part_that_is_shown.core.usecase.login;

/** Public, and no use case. */
public final class RefreshTokens {}
