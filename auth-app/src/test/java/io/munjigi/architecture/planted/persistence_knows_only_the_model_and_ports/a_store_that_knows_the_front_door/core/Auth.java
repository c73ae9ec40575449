package io.munjigi.architecture.planted.persistence_knows_only_the_model_and_ports.a_store_that_knows_the_front_door.core;

public interface Auth {}
