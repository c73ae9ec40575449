package io.munjigi.architecture.planted.an_optional_is_returned_and_nothing_else.an_optional_taken.core.guard;

import java.util.Optional;

/** Two ways of being absent. */
interface PasswordCheck {

    void check(Optional<String> hash);
}
