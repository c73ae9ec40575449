package io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_route_that_proves.http;

import io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_route_that_proves.core.model.Principal;

/** A route that says who calls. */
final class Exchange {

    String caller(String token) {
        return Principal.provenBy(token);
    }
}
