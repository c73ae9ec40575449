package io.munjigi.architecture.planted.only_http_binds_json.a_store_that_binds_json.persistence;

import tools.jackson.databind.JsonNode;

/** A store that knows how answers are written. */
interface JdbiUsers {

    JsonNode profile();
}
