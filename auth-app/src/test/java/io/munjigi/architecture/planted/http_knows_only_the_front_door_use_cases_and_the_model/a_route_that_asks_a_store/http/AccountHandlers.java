package io.munjigi.architecture.planted.http_knows_only_the_front_door_use_cases_and_the_model.a_route_that_asks_a_store.http;

import io.munjigi.architecture.planted.http_knows_only_the_front_door_use_cases_and_the_model.a_route_that_asks_a_store.core.port.Users;

/** A route past the use cases. */
interface AccountHandlers {

    Users users();
}
