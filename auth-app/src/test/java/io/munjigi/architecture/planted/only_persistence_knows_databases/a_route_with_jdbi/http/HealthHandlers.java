package io.munjigi.architecture.planted.only_persistence_knows_databases.a_route_with_jdbi.http;

import org.jdbi.v3.core.Jdbi;

/** A route that could ask the database by itself. */
interface HealthHandlers {

    Jdbi database();
}
