package io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_route_that_proves.core.model;

public interface Principal {

    static String provenBy(String claims) {
        return claims;
    }
}
