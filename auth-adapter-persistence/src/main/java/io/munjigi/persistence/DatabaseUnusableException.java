package io.munjigi.persistence;

import java.io.Serial;

/**
 * A database could not be opened. The message is one line for the operator: what is wrong, and where. It holds no password, not even one
 * that was part of a URL; for the same reason there is no cause.
 */
public final class DatabaseUnusableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    DatabaseUnusableException(String message) {
        super(message);
    }
}
