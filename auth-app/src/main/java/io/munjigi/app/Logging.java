package io.munjigi.app;

import io.munjigi.app.Settings.LogFormat;
import io.munjigi.core.usecase.upkeep.SealAuditTrail;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets up the log: one line for each event on standard error. */
public final class Logging {

    /** Held, because the log manager does not: a collected logger would forget its level. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("io.munjigi");

    /** At WARNING they repeat what they cannot read as a host, which anybody may fill the log with and which may hold a token. */
    private static final List<Logger> REPEATING = List.of(
            Logger.getLogger("org.eclipse.jetty.util.HostPort"), Logger.getLogger("org.eclipse.jetty.http.HttpParser"));

    /** How far the audit trail was sealed: audit verify holds the trail against it, so that it is there at any level. */
    private static final Logger ANCHORS = Logger.getLogger(SealAuditTrail.class.getName());

    private Logging() {}

    /** For the service: ours from INFO on, until it is known what is set. */
    public static void forTheService() {
        configure(Level.INFO, new LineFormatter());
    }

    /**
     * For the service: ours from this level on. The libraries' are from WARNING on whatever is set, since at lower levels they tell what was
     * sent: tokens in headers, and what is bound to statements.
     */
    public static void forTheService(System.Logger.Level ours, LogFormat format) {
        Level from = switch (ours) {
            case ALL, TRACE -> Level.FINER;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR, OFF -> Level.SEVERE;
        };
        configure(
                from,
                switch (format) {
                    case TEXT -> new LineFormatter();
                    case JSON -> new JsonFormatter();
                });
        ANCHORS.setLevel(Level.INFO);
    }

    /** For a command, which says itself what it does: from WARNING on. */
    public static void forACommand() {
        configure(Level.WARNING, new LineFormatter());
    }

    private static void configure(Level ours, Formatter formatter) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(formatter);
        console.setLevel(Level.ALL);
        ROOT.addHandler(console);
        ROOT.setLevel(Level.WARNING);
        OURS.setLevel(ours);
        REPEATING.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}
