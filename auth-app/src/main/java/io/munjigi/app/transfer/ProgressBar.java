package io.munjigi.app.transfer;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Shows on standard error how far a transfer is. On a terminal it draws one line again and again, at most five times a second; elsewhere it
 * writes a line every ten seconds. Asked after each row it does next to nothing in between. For use by one thread.
 */
public final class ProgressBar {

    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(200);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private final Supplier<OptionalDouble> share;
    private final Instant start;
    private Instant shown;
    private int drawn;

    /**
     * A bar that has shown nothing yet. The time that is told counts from now on.
     *
     * @param terminal whether a line can be drawn again; {@link Terminal#isStandardError()} tells
     * @param share how much of the whole is done, from 0 to 1, or empty where nobody knows: {@link AccountSource#share}
     */
    public ProgressBar(PrintStream out, boolean terminal, InstantSource clock, Supplier<OptionalDouble> share) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.share = share;
        start = clock.instant();
        shown = start;
    }

    /** Shows how far it is, if it is time to. */
    public void update(long accounts, long refused) {
        Instant now = clock.instant();
        Duration pause = terminal ? BETWEEN_DRAWINGS : BETWEEN_LINES;
        if (Duration.between(shown, now).compareTo(pause) < 0) {
            return;
        }
        shown = now;
        String text = progress(accounts, refused, Duration.between(start, now));
        if (terminal) {
            draw(text);
        } else {
            out.println(text);
        }
    }

    /** Says how it ended. Nothing is shown afterwards. */
    public void finish(long accounts, long refused) {
        if (terminal && drawn > 0) {
            draw("");
            out.print('\r');
        }
        Duration took = Duration.between(start, clock.instant());
        out.println(number(accounts) + " accounts in " + time(took) + rate(accounts, took) + refusals(refused));
    }

    private String progress(long accounts, long refused, Duration took) {
        OptionalDouble known = share.get();
        String percent =
                known.isEmpty() ? "" : String.format(Locale.ROOT, "%3d %%  ", (int) (100 * known.getAsDouble()));
        return percent + number(accounts) + " accounts" + rate(accounts, took) + refusals(refused)
                + remaining(known, took);
    }

    private static String rate(long accounts, Duration took) {
        long perSecond = Math.round(1000.0 * accounts / Math.max(1, took.toMillis()));
        return ", " + number(perSecond) + " a second";
    }

    private static String refusals(long refused) {
        return ", " + number(refused) + " refused";
    }

    /** Supposes that the rest goes as fast as what is done. */
    private static String remaining(OptionalDouble share, Duration took) {
        if (share.isEmpty() || share.getAsDouble() <= 0) {
            return "";
        }
        double done = share.getAsDouble();
        return ", " + time(Duration.ofMillis(Math.round(took.toMillis() * (1 - done) / done))) + " to go";
    }

    private static String time(Duration duration) {
        long hours = duration.toHours();
        return hours == 0
                ? String.format(Locale.ROOT, "%d:%02d", duration.toMinutesPart(), duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d:%02d", hours, duration.toMinutesPart(), duration.toSecondsPart());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Over what was drawn before, which may have been longer. */
    private void draw(String text) {
        out.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
        out.flush();
        drawn = text.length();
    }
}
