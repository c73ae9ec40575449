package io.munjigi.app;

import io.munjigi.core.model.Insider;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.persistence.DatabaseUnusableException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the jar runs. Exit codes: 0 done; 1 the service cannot start, or the command cannot be done; 2 the command or the settings are mistaken. */
public final class Main {

    private static final int CANNOT_START = 1;
    private static final int MISTAKEN = 2;

    private Main() {}

    /**
     * Runs a command.
     *
     * @param arguments {@code serve}, which is also what no argument means; {@code keys reseal}; {@code --help}; {@code --version}
     */
    public static void main(String[] arguments) {
        int exit = run(List.of(arguments), System.getenv(), System.out, System.err);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    private static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        String command = arguments.isEmpty() ? "serve" : String.join(" ", arguments);
        return switch (command) {
            case "serve" -> serve(environment, err);
            case "keys reseal" -> resealKeys(environment, out, err);
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
        return withSettings(environment, err, log, settings -> {
            Munjigi munjigi = Munjigi.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(munjigi, log), "munjigi-stop"));
            log.log(
                    System.Logger.Level.INFO,
                    "Munjigi " + version() + " serves " + munjigi.url() + " database "
                            + place(settings.database().url()) + " documentation " + munjigi.url() + "/docs");
        });
    }

    private static int resealKeys(Map<String, String> environment, PrintStream out, PrintStream err) {
        Logging.configure();
        return withSettings(
                environment,
                err,
                System.getLogger("io.munjigi.app"),
                settings -> out.println("munjigi: " + reseal(settings)
                        + " keys are sealed under the master secret as it is set"
                        + " now; MUNJIGI_SECRET_PREVIOUS is no longer needed"));
    }

    private static int reseal(Settings settings) {
        try (House house = House.forOneCommand(settings)) {
            return house.auth().resealKeys().handle(Insider.OPERATOR);
        }
    }

    private static int withSettings(
            Map<String, String> environment, PrintStream err, System.Logger log, Consumer<Settings> work) {
        try {
            work.accept(Settings.of(environment));
            return 0;
        } catch (SettingsException mistaken) {
            mistaken.mistakes().forEach(mistake -> err.println("munjigi: " + mistake));
            return MISTAKEN;
        } catch (StartException | DatabaseUnusableException | IllegalStateException refused) {
            err.println("munjigi: " + refused.getMessage());
        } catch (UnsealableException otherSecret) {
            err.println("munjigi: MUNJIGI_SECRET: the keys in this database were sealed under another master secret; "
                    + "give that one, or give it as MUNJIGI_SECRET_PREVIOUS beside the new one");
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
