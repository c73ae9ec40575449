package io.munjigi.architecture.planted.the_front_door_knows_its_builder_only_to_hand_it_out.a_front_door_that_can_be_rebuilt.core;

/** Hands out a builder, which it may, and keeps one, which it may not. */
interface Auth {

    static AuthBuilder builder() {
        return new AuthBuilder();
    }

    AuthBuilder rebuilt();
}
