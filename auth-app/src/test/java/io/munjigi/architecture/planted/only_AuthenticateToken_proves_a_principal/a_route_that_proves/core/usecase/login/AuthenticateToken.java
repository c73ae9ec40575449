package io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_route_that_proves.core.usecase.login;

import io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_route_that_proves.core.model.Principal;

final class AuthenticateToken {

    String handle(String token) {
        return Principal.provenBy(token);
    }
}
