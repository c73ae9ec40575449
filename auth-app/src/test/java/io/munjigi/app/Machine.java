package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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

    /** Whether such limits, as {@code prlimit} takes them, can be set for another process one after the other. */
    static boolean canLimit(String... limits) {
        Process sleeper;
        try {
            sleeper = new ProcessBuilder("sleep", "60").start();
        } catch (IOException missing) {
            return false;
        }
        try {
            return Arrays.stream(limits)
                    .allMatch(limit -> runs("prlimit", "--pid", String.valueOf(sleeper.pid()), limit));
        } finally {
            sleeper.destroyForcibly();
        }
    }

    /** What a program says that is there. */
    static String says(String... command) {
        return output(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    /** The lines of what it says on standard error, too. */
    static Stream<String> complaints(String... command) {
        return output(new ProcessBuilder(command).redirectErrorStream(true)).lines();
    }

    private static String output(ProcessBuilder program) {
        try {
            return new String(program.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Runs one that has to go well. */
    static void run(String... command) {
        assertThat(runs(command)).as(String.join(" ", command)).isTrue();
    }
}
