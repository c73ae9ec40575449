package io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_use_case_that_proves_by_reference.core.usecase.login;

import io.munjigi.architecture.planted.only_AuthenticateToken_proves_a_principal.a_use_case_that_proves_by_reference.core.model.Principal;
import java.util.Optional;

/** A method reference is a call too. */
final class Login {

    Optional<String> handle(Optional<String> claims) {
        return claims.map(Principal::provenBy);
    }
}
