package io.munjigi.architecture.planted.secrets_are_final_classes_that_hide_themselves.a_secret_that_can_be_extended.core.model;

/** A subclass could show it. */
class Password {

    @Override
    public String toString() {
        return "hidden";
    }
}
