package io.munjigi.architecture.planted.only_http_crypto_and_transfers_parse_json.a_store_that_parses_json.persistence;

import tools.jackson.core.JsonParser;

/** A store that reads JSON. */
interface JdbiUsers {

    JsonParser profile();
}
