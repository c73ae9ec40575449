package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real jar as a process of its own, with only the settings given here. */
final class RunningJar implements AutoCloseable {

    private static final long LONGEST_WAIT_SECONDS = 60;
    private static final Pattern START_LINE = Pattern.compile(".* serves (https?://\\S+) .*");

    /** The last line of a histogram of the heap: instances and bytes. */
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    /** The first line of a thread in a dump. */
    private static final Pattern THREAD = Pattern.compile("\"([^\"]+)\"");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final Thread reader;

    private RunningJar(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "log of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it on a free port; the settings come on top of that. */
    static RunningJar start(Map<String, String> settings, String... arguments) {
        return withOptions(List.of(), settings, arguments);
    }

    /** The same, with options for the JVM. */
    static RunningJar withOptions(List<String> jvmOptions, Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", System.getProperty("munjigi.jar")));
        command.addAll(List.of(arguments));
        return run(command, settings);
    }

    /** The same by the launcher, which runs it in its own place. */
    static RunningJar launcher(Path root, Map<String, String> settings) {
        return run(List.of(root.resolve("munjigi").toString()), settings);
    }

    private static RunningJar run(List<String> command, Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MUNJIGI_"));
        builder.environment().put("MUNJIGI_HTTP_PORT", "0");
        builder.environment().putAll(settings);
        try {
            return new RunningJar(builder.start());
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                Matcher start = START_LINE.matcher(line);
                if (start.matches()) {
                    url.complete(start.group(1));
                }
            }
        } catch (IOException gone) {
            // The process was killed while it wrote.
        }
        url.completeExceptionally(new AssertionError("it ended before it served: " + log()));
    }

    /** Where it serves; waits until it does. */
    String url() {
        try {
            return url.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException never) {
            throw new AssertionError("it does not serve: " + log(), never);
        }
    }

    /** Everything that it has printed so far. */
    List<String> log() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** What its objects need that are still in use. */
    long liveHeapBytes() {
        List<String> histogram = asked("GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram.get(histogram.size() - 1));
        assertThat(total.matches()).as(histogram.toString()).isTrue();
        return Long.parseLong(total.group(1));
    }

    /** Its threads. */
    List<String> threads() {
        return asked("Thread.print").stream()
                .map(THREAD::matcher)
                .filter(Matcher::lookingAt)
                .map(thread -> thread.group(1))
                .toList();
    }

    private List<String> asked(String question) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Machine.complaints(jcmd, String.valueOf(process.pid()), question).toList();
    }

    /** Sets one of the system's limits for it, as {@code prlimit} takes it, such as {@code --nofile=100:}; with the colon it can be lifted. */
    void limit(String limit) {
        Machine.run("prlimit", "--pid", String.valueOf(process.pid()), limit);
    }

    /** Asks it to end (SIGTERM). Through its handle, because {@link Process#destroy} closes the output that is still to come. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Ends it at once (SIGKILL). */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    /** Waits until it has ended and everything that it printed was read. */
    int awaitExit() {
        try {
            if (!process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + log());
            }
            reader.join(TimeUnit.SECONDS.toMillis(LONGEST_WAIT_SECONDS));
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
