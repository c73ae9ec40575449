package io.munjigi.architecture.planted.secrets_are_final_classes_that_hide_themselves.a_secret_that_says_nothing.core.model;

/** Whoever reveals something is a secret, whatever its name, and says how it is printed. */
final class Pepper {

    String reveal() {
        return "";
    }
}
