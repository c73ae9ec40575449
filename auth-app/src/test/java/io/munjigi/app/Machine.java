package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the system. What a machine does not have or allow is left out there, and the build says so. */
final class Machine {

    private static final long LONGEST_WAIT_SECONDS = 60;

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
            return process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
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

    /** What a program says that is there; as much as it says in a minute. */
    static String says(String... command) {
        return output(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    /** The lines of what it says on standard error, too. */
    static Stream<String> complaints(String... command) {
        return output(new ProcessBuilder(command).redirectErrorStream(true)).lines();
    }

    private static String output(ProcessBuilder program) {
        try {
            Process process = program.start();
            CompletableFuture.delayedExecutor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                    .execute(process::destroyForcibly);
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Runs one that has to go well. */
    static void run(String... command) {
        assertThat(runs(command)).as(String.join(" ", command)).isTrue();
    }
}
