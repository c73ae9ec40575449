package io.munjigi.architecture.planted.only_the_app_chooses_a_logging_library.a_store_with_slf4j.persistence;

import org.slf4j.Logger;

/** Bound to one library. */
interface Pool {

    Logger log();
}
