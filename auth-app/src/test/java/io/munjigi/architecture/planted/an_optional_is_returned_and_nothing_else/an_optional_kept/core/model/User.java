package io.munjigi.architecture.planted.an_optional_is_returned_and_nothing_else.an_optional_kept.core.model;

import java.util.Optional;

/** Two ways of being absent. */
abstract class User {

    Optional<String> name = Optional.empty();
}
