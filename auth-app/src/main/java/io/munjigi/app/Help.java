package io.munjigi.app;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What {@code --help} says. */
final class Help {

    private Help() {}

    static String text() {
        return """
                Munjigi: accounts and login for the JVM.

                Usage: munjigi [serve]      serves (what no command means, too)
                       munjigi keys reseal  seals all keys under MUNJIGI_SECRET, if they are under MUNJIGI_SECRET_PREVIOUS;
                                            with the embedded database, while the service is stopped
                       munjigi --help       says this
                       munjigi --version    says which version this is

                Settings are environment variables, or the same names in the properties file that MUNJIGI_CONFIG names.
                A secret can be given as a file instead: its name with _FILE, and the file's path. Empty means not set.

                """ + Arrays.stream(Setting.values()).map(Help::entry).collect(Collectors.joining()) + """

                Exit codes: 0 done, 1 the service cannot start or the command cannot be done, 2 the command or the settings are mistaken.
                """;
    }

    private static String entry(Setting setting) {
        return "  " + setting.variable() + (setting.isSecret() ? ", " + setting.variable() + Setting.FILE_SUFFIX : "")
                + "\n      " + setting.description() + ". Default: " + setting.usual() + ".\n";
    }
}
