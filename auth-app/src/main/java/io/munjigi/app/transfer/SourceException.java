package io.munjigi.app.transfer;

import java.io.Serial;

/** A source cannot be read, or not any further. The message is one line for the operator, without passwords and without what rows hold. */
public final class SourceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    SourceException(String message) {
        super(message);
    }
}
