package io.munjigi.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.app.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Help says it all, and {@code docs/command-line.md} says the same. */
class CommandLinePageTest {

    private static final Path PAGE = Path.of("..", "docs", "command-line.md");

    private final TypedCommands commands = new TypedCommands();

    private static Stream<CommandLine> allBelow(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandLinePageTest::allBelow));
    }

    private static Stream<CommandLine> all() {
        Surroundings nowhere =
                new Surroundings(Map.of(), System.in, System.out, System.out, System.err, java.util.Optional::empty);
        return allBelow(CommandTree.of(new Workplace(nowhere)));
    }

    private static String page() {
        return """
                # Command line

                Every command says with `--help` how it is used; this page is the same text, which a test holds it to. `--json` makes any of
                them answer in JSON: one value, or one on each line of a list, with the members of the HTTP API; errors are
                `{"error":{"code","message"}}` on standard error. No password or token is ever an argument, where others could see it.

                Commands read the same settings as the service. Beside a running service they work on PostgreSQL; an embedded database is
                one process's at a time, and a command that finds it in use says so.

                ## Exit codes

                | code | meaning |
                | --- | --- |
                """
                + ExitCode.meanings().entrySet().stream()
                        .map(code -> "| " + code.getKey() + " | " + code.getValue() + " |\n")
                        .collect(Collectors.joining())
                + "| 130, 143 | it was interrupted; an import says where to go on |\n"
                + all().filter(command -> command.getSubcommands().isEmpty())
                        .filter(command -> !command.getCommandName().equals("help"))
                        .map(CommandLinePageTest::section)
                        .collect(Collectors.joining());
    }

    private static String section(CommandLine command) {
        command.getCommandSpec().usageMessage().exitCodeListHeading(null).exitCodeList(Map.of());
        String usage = command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
        return "\n## " + command.getCommandSpec().qualifiedName() + "\n\n```text\n" + usage + "\n```\n";
    }

    /** With {@code -Dmunjigi.write-pages=true} it is written anew. */
    @Test
    void the_page_says_what_help_says() throws IOException {
        if (Boolean.getBoolean("munjigi.write-pages")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void help_lists_every_setting_and_exit_code() {
        String help = commands.type("--help").out();

        for (Setting setting : Setting.values()) {
            assertThat(help).contains("  " + setting.variable());
        }
        assertThat(help).contains("MUNJIGI_SECRET_FILE", "PT15M");
        ExitCode.meanings().forEach((code, meaning) -> assertThat(help).contains(code + "   " + meaning));
    }

    @Test
    void every_command_has_a_description_and_help_in_two_ways() {
        assertThat(all())
                .hasSizeGreaterThan(30)
                .allSatisfy(command -> assertThat(
                                command.getCommandSpec().usageMessage().description())
                        .as(command.getCommandSpec().qualifiedName())
                        .isNotEmpty());
        assertThat(commands.type("help", "user", "create").out())
                .isEqualTo(commands.type("user", "create", "--help").out())
                .isEqualTo(commands.type("user", "help", "create").out())
                .startsWith("Usage: munjigi user create");
        assertThat(commands.type("help", "nothing").exit()).isEqualTo(2);
    }

    @Test
    void no_command_takes_a_password_or_a_token_as_an_argument() {
        assertThat(all().flatMap(command -> command.getCommandSpec().options().stream())
                        .filter(option -> option.longestName().matches(".*(password|secret|token).*")))
                .allMatch(option -> option.arity().max() == 0);
    }
}
