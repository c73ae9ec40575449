package io.munjigi.architecture.planted.crypto_knows_only_the_model_and_ports.tokens_that_know_a_use_case.crypto;

import io.munjigi.architecture.planted.crypto_knows_only_the_model_and_ports.tokens_that_know_a_use_case.core.usecase.login.Login;

/** An adapter that calls back. */
interface NimbusAccessTokens {

    Login login();
}
