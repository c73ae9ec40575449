package io.munjigi.architecture.planted.the_session_issuer_is_called_from_its_own_folder_only.an_issuer_open_to_all.core.usecase.login;

/** Anybody could mint tokens. */
public final class SessionIssuer {

    public void open() {}
}
