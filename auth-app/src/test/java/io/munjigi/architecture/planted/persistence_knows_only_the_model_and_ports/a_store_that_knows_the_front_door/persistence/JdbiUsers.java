package io.munjigi.architecture.planted.persistence_knows_only_the_model_and_ports.a_store_that_knows_the_front_door.persistence;

import io.munjigi.architecture.planted.persistence_knows_only_the_model_and_ports.a_store_that_knows_the_front_door.core.Auth;

/** An adapter that calls back. */
interface JdbiUsers {

    Auth auth();
}
