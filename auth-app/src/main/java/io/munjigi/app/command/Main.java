package io.munjigi.app.command;

import java.util.List;

/** What the jar runs. */
public final class Main {

    private Main() {}

    /**
     * Runs a command, and ends the process with its {@link ExitCode}, but for the service, which goes on.
     *
     * @param arguments a command; none means {@code serve}
     */
    public static void main(String[] arguments) {
        List<String> command = List.of(arguments);
        if (command.isEmpty() || command.equals(List.of("serve"))) {
            // Without the parser, which would be loaded for nothing at each start.
            int exit = Serve.with(System.getenv(), System.err).number();
            if (exit != 0) {
                System.exit(exit);
            }
            return;
        }
        System.exit(CommandTree.run(Surroundings.ofThisProcess(), command));
    }
}
