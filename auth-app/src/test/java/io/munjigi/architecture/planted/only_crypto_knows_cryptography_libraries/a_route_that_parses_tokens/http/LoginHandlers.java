package io.munjigi.architecture.planted.only_crypto_knows_cryptography_libraries.a_route_that_parses_tokens.http;

import com.nimbusds.jwt.SignedJWT;

/** A route that looks into tokens. */
interface LoginHandlers {

    SignedJWT token();
}
