package io.munjigi.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command of the real jar as a process of its own, with only the settings given here. */
final class JarCommand implements AutoCloseable {

    private static final long LONGEST_WAIT_SECONDS = 120;

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    private JarCommand(Process process) {
        this.process = process;
        this.out =
                CompletableFuture.supplyAsync(() -> read(process.getInputStream()), work -> new Thread(work).start());
        this.err =
                CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), work -> new Thread(work).start());
    }

    /** What came of it. */
    record Outcome(int exit, String out, String err) {}

    /** Starts it; its standard input is open. */
    static JarCommand start(Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("munjigi.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MUNJIGI_"));
        builder.environment().putAll(settings);
        try {
            return new JarCommand(builder.start());
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    /** Runs it to its end, with this on standard input. */
    static Outcome run(Map<String, String> settings, String in, String... arguments) {
        try (JarCommand command = start(settings, arguments)) {
            command.write(in);
            command.process.getOutputStream().close();
            return command.outcome();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Gives it input, and waits until it has taken all but what a pipe holds. */
    void write(String text) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(text.getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException ended) {
            // It did not want to know.
        }
    }

    /** As Ctrl-C does. */
    void interrupt() {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Waits until it has ended. */
    Outcome outcome() {
        try {
            if (!process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end");
            }
            return new Outcome(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Ends it at once (SIGKILL). */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
