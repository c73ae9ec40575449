package io.munjigi.app;

import io.munjigi.core.model.UnsealableException;
import io.munjigi.persistence.DatabaseUnusableException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the jar runs. Exit codes: 0 done; 1 the service cannot start; 2 the command or the settings are mistaken. */
public final class Main {

    private static final int CANNOT_START = 1;
    private static final int MISTAKEN = 2;

    private Main() {}

    /**
     * Runs a command.
     *
     * @param arguments {@code serve}, which is also what no argument means; {@code --help}; {@code --version}
     */
    public static void main(String[] arguments) {
        int exit = run(List.of(arguments), System.getenv(), System.out, System.err);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        String command = arguments.isEmpty() ? "serve" : arguments.get(0);
        if (arguments.size() > 1) {
            err.println("munjigi: " + command + " takes no arguments; --help says more");
            return MISTAKEN;
        }
        return switch (command) {
            case "serve" -> serve(environment, err);
            case "--help", "-h", "help" -> say(Help.text(), out, 0);
            case "--version" -> say("munjigi " + version() + "\n", out, 0);
            default -> say("munjigi: there is no such command; --help lists them\n", err, MISTAKEN);
        };
    }

    private static int say(String text, PrintStream to, int exit) {
        to.print(text);
        return exit;
    }

    private static int serve(Map<String, String> environment, PrintStream err) {
        System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
        Logging.configure();
        System.Logger log = System.getLogger("io.munjigi.app");
        try {
            Settings settings = Settings.of(environment);
            Munjigi munjigi = Munjigi.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(munjigi, log), "munjigi-stop"));
            log.log(
                    System.Logger.Level.INFO,
                    "Munjigi " + version() + " serves " + munjigi.url() + " database "
                            + place(settings.database().url()) + " documentation " + munjigi.url() + "/docs");
            return 0;
        } catch (SettingsException mistaken) {
            mistaken.mistakes().forEach(mistake -> err.println("munjigi: " + mistake));
            return MISTAKEN;
        } catch (StartException | DatabaseUnusableException | IllegalStateException refused) {
            err.println("munjigi: " + refused.getMessage());
        } catch (UnsealableException otherSecret) {
            err.println("munjigi: MUNJIGI_SECRET: the keys in this database were sealed under another master secret; "
                    + "give the one that it was first started with");
        } catch (RuntimeException unexpected) {
            log.log(System.Logger.Level.ERROR, "cannot start", unexpected);
        }
        return CANNOT_START;
    }

    private static void stop(Munjigi munjigi, System.Logger log) {
        log.log(System.Logger.Level.INFO, "stopping: answering what was accepted");
        munjigi.close();
        log.log(System.Logger.Level.INFO, "stopped");
    }

    /** Where the database is, without what may hold a password. */
    private static String place(String jdbcUrl) {
        return jdbcUrl.replaceFirst("[;?].*", "").replaceFirst("//[^/]*@", "//");
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }
}
