package io.munjigi.app.transfer;

import java.io.Serial;

/** A row is no account. The message says what is wrong without repeating what it holds. */
final class MalformedRowException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    MalformedRowException(String reason) {
        // Without a stack trace: a source may consist of nothing else.
        super(reason, null, false, false);
    }

    UnreadableRow at(long position) {
        return new UnreadableRow(position, String.valueOf(getMessage()));
    }
}
