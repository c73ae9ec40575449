package io.munjigi.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The same as {@code --help} after a command, for whoever tries this first. */
@Command(name = "help", description = "Say how a command is used.")
final class HelpCommand implements Runnable {

    private final Workplace workplace;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Which, such as user create.")
    private @Nullable List<String> names;

    @Spec
    private @Nullable CommandSpec spec;

    HelpCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets it");
        }
        CommandLine command = spec.parent().commandLine();
        for (String name : names == null ? List.<String>of() : names) {
            command = command.getSubcommands().get(name);
            if (command == null) {
                throw CommandException.mistaken("there is no such command; munjigi --help lists them");
            }
        }
        command.usage(workplace.surroundings().out());
    }
}
