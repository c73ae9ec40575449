package io.munjigi.persistence;

import java.io.Serial;

/**
 * A database could not be opened. The message is one line for the operator: what is wrong, and where. It holds no password, not even one
 * that was part of a URL; for the same reason there is no cause.
 */
public final class DatabaseUnusableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final boolean inUse;

    DatabaseUnusableException(String message) {
        this(message, false);
    }

    DatabaseUnusableException(String message, boolean inUse) {
        super(message);
        this.inUse = inUse;
    }

    /** Whether the reason is that another process has it open: an embedded database is one process's at a time. */
    public boolean isInUse() {
        return inUse;
    }
}
