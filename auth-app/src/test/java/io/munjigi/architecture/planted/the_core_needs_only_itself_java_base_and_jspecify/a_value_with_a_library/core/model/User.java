package io.munjigi.architecture.planted.the_core_needs_only_itself_java_base_and_jspecify.a_value_with_a_library.core.model;

import tools.jackson.core.JsonParser;

/** A value that needs a library. */
interface User {

    void readFrom(JsonParser parser);
}
