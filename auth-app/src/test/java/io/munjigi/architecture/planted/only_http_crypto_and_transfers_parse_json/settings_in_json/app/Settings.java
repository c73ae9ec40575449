package io.munjigi.architecture.planted.only_http_crypto_and_transfers_parse_json.settings_in_json.app;

import tools.jackson.core.JsonParser;

/** Settings that are read from JSON. */
interface Settings {

    JsonParser parser();
}
