package io.munjigi.app.command;

import java.io.Serial;

/** A command cannot go on. The message is one line for the operator, without secrets. */
final class CommandException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String code;

    CommandException(ExitCode exitCode, String code, String message) {
        super(message);
        this.exitCode = exitCode;
        this.code = code;
    }

    /** Something about the command that its grammar does not show. */
    static CommandException mistaken(String message) {
        return new CommandException(ExitCode.MISTAKEN, "mistaken_command", message);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** Stable, for programs. */
    String code() {
        return code;
    }
}
