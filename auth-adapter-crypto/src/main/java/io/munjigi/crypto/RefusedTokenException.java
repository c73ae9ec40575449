package io.munjigi.crypto;

import java.io.Serial;

/** A token, or a JSON object like those in it, is not good. Nobody is told why, so it says nothing and has no stack trace: refusing is cheap. */
final class RefusedTokenException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    RefusedTokenException() {
        super("the token is not good", null, false, false);
    }
}
