package io.munjigi.architecture.planted.only_http_crypto_transfers_and_commands_speak_json.settings_in_json.app;

import tools.jackson.core.JsonParser;

/** Settings that are read from JSON. */
interface Settings {

    JsonParser parser();
}
