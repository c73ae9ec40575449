package io.munjigi.architecture.planted.only_the_app_chooses_a_logging_library.a_store_with_java_util_logging.persistence;

import java.util.logging.Level;

/** Bound to one library. */
interface Pool {

    Level level();
}
