package io.munjigi.app.transfer;

import java.util.Base64;
import java.util.Optional;

/** Base64 in whichever alphabet, with padding or without. */
final class Base64Text {

    private Base64Text() {}

    /** The same bytes in the standard alphabet with padding, or empty if the text is no Base64. */
    static Optional<String> standard(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            return Optional.of(Base64.getEncoder().encodeToString(bytes));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
