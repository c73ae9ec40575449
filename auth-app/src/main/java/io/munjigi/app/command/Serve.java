package io.munjigi.app.command;

import io.munjigi.app.LastingLogs;
import io.munjigi.app.Logging;
import io.munjigi.app.Munjigi;
import io.munjigi.app.Settings;
import io.munjigi.app.SmallHeap;
import io.munjigi.crypto.PasswordHashing;
import java.io.PrintStream;
import java.util.Map;

/** Starts the service, which then runs on threads of its own until the process is told to end. */
final class Serve {

    private Serve() {}

    static ExitCode with(Map<String, String> environment, PrintStream err) {
        System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
        Logging.forTheService();
        System.Logger log = System.getLogger("io.munjigi.app");
        try {
            Settings settings = Settings.of(environment);
            Logging.forTheService(settings.logLevel(), settings.logFormat());
            Munjigi munjigi = Munjigi.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(munjigi, log), "munjigi-stop"));
            // Where Argon2 is computed in Java each hash leaves so much that there would be no end of collecting.
            if (PasswordHashing.isArgon2Native()) {
                SmallHeap.keep();
            }
            log.log(
                    System.Logger.Level.INFO,
                    "Munjigi " + Version.text() + " serves " + munjigi.url() + " database " + settings.databasePlace()
                            + " documentation " + munjigi.url() + "/docs"
                            + munjigi.managementUrl()
                                    .map(management -> " management " + management)
                                    .orElse(""));
            return ExitCode.DONE;
        } catch (RuntimeException refused) {
            return new Failures(err, false).tell(refused);
        }
    }

    private static void stop(Munjigi munjigi, System.Logger log) {
        log.log(System.Logger.Level.INFO, "stopping");
        munjigi.close();
        log.log(System.Logger.Level.INFO, "stopped");
    }
}
