package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Programs of the system. What a machine does not have or allow is left out there, and the build says so. */
final class Machine {

    private Machine() {}

    /** Leaves the test out that calls it. */
    static void leaveOut(String what, String reason) {
        String message = "Left out: " + what + ", because " + reason + ".";
        System.out.println(message);
        abort(message);
    }

    /** Runs a program to its end; whether it was there and went well. */
    static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Runs one that has to go well. */
    static void run(String... command) {
        assertThat(runs(command)).as(String.join(" ", command)).isTrue();
    }
}
