package io.munjigi.core.model;

import java.io.Serial;

/** A seal does not open: it was made under another key or for another purpose, or was altered. The message names the purpose only. */
public final class UnsealableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** For the seal of this purpose. */
    public UnsealableException(String purpose) {
        super("what is sealed for " + purpose + " does not open");
    }
}
