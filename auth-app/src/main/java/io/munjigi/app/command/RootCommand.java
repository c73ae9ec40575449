package io.munjigi.app.command;

import io.munjigi.app.Setting;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What every command has in common; by itself it serves. */
@Command(
        name = "munjigi",
        description = "Accounts and login for the JVM. Without a command it serves.",
        versionProvider = RootCommand.ThisVersion.class)
final class RootCommand implements Runnable {

    private final Workplace workplace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Say how this is used, and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Say which version this is, and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    RootCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Say everything in JSON: one value, or one on each line of a list; errors on standard error.")
    void json(boolean spoken) {
        workplace.speakJson(spoken);
    }

    /** Reached with options alone. */
    @Override
    public void run() {
        new ServeCommand(workplace).call();
    }

    /** Lists the settings below the commands. */
    @Spec
    void describe(CommandSpec spec) {
        spec.usageMessage().footer(settings());
    }

    /** Percent signs would be taken for a format. */
    private static String[] settings() {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Settings are environment variables, or the same names in the properties file that MUNJIGI_CONFIG names.",
                "A secret can be given as a file instead: its name with _FILE, and the file's path. Empty means not set.",
                ""));
        for (Setting setting : Setting.values()) {
            String file = setting.isSecret() ? ", " + setting.variable() + Setting.FILE_SUFFIX : "";
            lines.add("  " + setting.variable() + file);
            lines.add("      " + setting.description() + ". Default: " + setting.usual() + ".");
        }
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }

    static final class ThisVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"munjigi " + Version.text()};
        }
    }
}
