package io.munjigi.architecture.planted.the_model_knows_nothing_else_of_the_house.a_value_that_asks_a_port.core.model;

import io.munjigi.architecture.planted.the_model_knows_nothing_else_of_the_house.a_value_that_asks_a_port.core.port.Users;

/** A value that knows where it is stored. */
interface User {

    Users home();
}
