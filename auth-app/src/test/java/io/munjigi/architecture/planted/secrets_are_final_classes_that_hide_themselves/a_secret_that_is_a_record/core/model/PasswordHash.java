package io.munjigi.architecture.planted.secrets_are_final_classes_that_hide_themselves.a_secret_that_is_a_record.core.model;

/** Its accessor is a way out that nobody notices. */
record PasswordHash(String encoded) {

    @Override
    public String toString() {
        return "hidden";
    }
}
