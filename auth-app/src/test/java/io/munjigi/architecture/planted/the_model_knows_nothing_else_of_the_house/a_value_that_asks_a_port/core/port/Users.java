package io.munjigi.architecture.planted.the_model_knows_nothing_else_of_the_house.a_value_that_asks_a_port.core.port;

public interface Users {}
