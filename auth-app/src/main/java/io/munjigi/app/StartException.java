package io.munjigi.app;

import java.io.Serial;

/** The service cannot start. The message is one line for the operator: what is wrong, and what to do. */
public final class StartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }
}
