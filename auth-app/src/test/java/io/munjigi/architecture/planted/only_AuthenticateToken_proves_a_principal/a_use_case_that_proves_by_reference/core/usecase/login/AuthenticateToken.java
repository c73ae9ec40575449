package io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_use_case_that_proves_by_reference.core.usecase.login;

import io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_use_case_that_proves_by_reference.core.model.Principal;

final class AuthenticateToken {

    String handle(String token) {
        return Principal.provenBy(token);
    }
}
