package io.munjigi.app.command;

import io.munjigi.app.LineFormatter;
import io.munjigi.app.Logging;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, below {@code munjigi}. */
final class CommandTree {

    private static final int WIDTH = 120;

    private CommandTree() {}

    /** Runs a command to its end. */
    static int run(Surroundings surroundings, List<String> arguments) {
        Logging.forACommand();
        Workplace workplace = new Workplace(surroundings);
        int exit = of(workplace).execute(arguments.toArray(String[]::new));
        surroundings.out().flush();
        surroundings.err().flush();
        return exit;
    }

    /** The commands, ready to be run or described. */
    static CommandLine of(Workplace workplace) {
        CommandLine root = new CommandLine(new RootCommand(workplace))
                .addSubcommand("serve", new ServeCommand(workplace))
                .addSubcommand("migrate", new MigrateCommand(workplace))
                .addSubcommand(
                        "user",
                        group(workplace, new UserCommands(workplace))
                                .addSubcommand("import", new UserImport(workplace))
                                .addSubcommand("export", new UserExport(workplace)))
                .addSubcommand("keys", group(workplace, new KeysCommands(workplace)))
                .addSubcommand("audit", group(workplace, new AuditCommands(workplace)))
                .addSubcommand("config", group(workplace, new ConfigCommands(workplace)))
                .addSubcommand("doctor", new DoctorCommand(workplace))
                .addSubcommand("token", group(workplace, new TokenCommands(workplace)))
                .addSubcommand("rehearse", new RehearseCommand())
                .addSubcommand("completion", new CompletionCommand(workplace))
                .addSubcommand("help", new HelpCommand(workplace));
        describe(root);
        root.setOut(writer(workplace.surroundings().out()));
        root.setErr(writer(workplace.surroundings().err()));
        root.setUsageHelpWidth(WIDTH);
        root.setParameterExceptionHandler((mistake, given) -> tell(workplace, mistake, given));
        root.setExecutionExceptionHandler(
                (failure, command, parsed) -> workplace.tell(failure).number());
        return root;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static CommandLine group(Workplace workplace, Object commands) {
        return new CommandLine(commands).addSubcommand("help", new HelpCommand(workplace));
    }

    private static void describe(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings())
                .sortOptions(false)
                .sortSynopsis(false);
        command.getSubcommands().values().forEach(CommandTree::describe);
    }

    /** Options may stand before they are known to be wanted, so it is looked for in what was given. */
    private static int tell(Workplace workplace, ParameterException mistake, String[] given) {
        boolean json = List.of(given).contains("--json");
        String message = inWords(mistake);
        return new Failures(workplace.surroundings().err(), json)
                .tell(ExitCode.MISTAKEN, "mistaken_command", List.of(message))
                .number();
    }

    /** What nobody asked for may be a password, and is not repeated. */
    private static String inWords(ParameterException mistake) {
        String name = mistake.getCommandLine().getCommandSpec().qualifiedName();
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            String what =
                    unmatched.isUnknownOption() ? "there is no such option" : "there is no such command or argument";
            return what + (suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?")
                    + "; " + name + " --help lists them";
        }
        String message =
                String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
        String plain =
                mistake instanceof MissingParameterException || !message.startsWith("Missing required subcommand")
                        ? message
                        : "a command is missing";
        return LineFormatter.escaped(plain) + "; " + name + " --help says how it goes";
    }
}
