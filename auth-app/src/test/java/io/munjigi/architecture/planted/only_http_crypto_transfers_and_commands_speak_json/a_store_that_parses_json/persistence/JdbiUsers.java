package io.munjigi.architecture.planted.only_http_crypto_transfers_and_commands_speak_json.a_store_that_parses_json.persistence;

import tools.jackson.core.JsonParser;

/** A store that reads JSON. */
interface JdbiUsers {

    JsonParser profile();
}
