package io.munjigi.architecture.planted.http_knows_only_the_front_door_use_cases_and_the_model.a_route_that_pings_the_database.http;

import io.munjigi.architecture.planted.http_knows_only_the_front_door_use_cases_and_the_model.a_route_that_pings_the_database.persistence.Database;

/** An adapter that knows another. */
interface HealthHandlers {

    Database database();
}
