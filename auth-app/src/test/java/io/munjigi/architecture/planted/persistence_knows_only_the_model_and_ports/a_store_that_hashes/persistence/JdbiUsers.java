package io.munjigi.architecture.planted.persistence_knows_only_the_model_and_ports.a_store_that_hashes.persistence;

import io.munjigi.architecture.planted.persistence_knows_only_the_model_and_ports.a_store_that_hashes.crypto.PasswordHashing;

/** An adapter that knows another. */
interface JdbiUsers {

    PasswordHashing hashing();
}
