package io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_use_case_that_proves_by_reference.core.model;

public interface Principal {

    static String provenBy(String claims) {
        return claims;
    }
}
