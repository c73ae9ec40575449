package io.munjigi.architecture.planted.crypto_knows_only_the_model_and_ports.tokens_that_read_the_database.crypto;

import io.munjigi.architecture.planted.crypto_knows_only_the_model_and_ports.tokens_that_read_the_database.persistence.Database;

/** An adapter that knows another. */
interface NimbusAccessTokens {

    Database database();
}
