package io.munjigi.persistence;

import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that changes a database without end, and prints what was acknowledged. */
final class ChildProcess {

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Signs up users, and prints the id of each. */
    static ChildProcess inserting(String url) throws IOException {
        return start(url, "inserting");
    }

    /** Rotates sessions and ends others, and prints {@code rotated} or {@code ended} with the id of each. */
    static ChildProcess endingSessions(String url) throws IOException {
        return start(url, "ending sessions");
    }

    private static ChildProcess start(String url, String work) throws IOException {
        return new ChildProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildProcess.class.getName(),
                        url,
                        work)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String awaitFirstLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the child has ended");
        }
        return line;
    }

    /** What it printed next, or null when it is dead and all is read. */
    @Nullable
    String nextLine() throws IOException {
        return output.readLine();
    }

    /** By SIGKILL. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    void killWithoutWaiting() {
        process.toHandle().destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        // Not closed: it ends by being killed.
        Database database = Database.open(DatabaseSettings.of(arguments[0]).withPoolSize(2));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        for (long round = 0; ; round++) {
            if (arguments[1].equals("inserting")) {
                say(out, "" + insert(database));
            } else {
                endOne(database, out, round % 2 == 0);
            }
        }
    }

    private static UserId insert(Database database) {
        User user = SomeUsers.anyone();
        database.users().add(user, null, SomeEvents.any());
        return user.id();
    }

    private static void endOne(Database database, OutputStream out, boolean withAllOthers) throws IOException {
        UserId user = insert(database);
        Instant soon = Instant.now().plus(Duration.ofHours(1));
        NewSession kept = SomeSessions.of(user, 0, soon);
        NewSession ended = SomeSessions.of(user, 0, soon);
        Sessions sessions = database.sessions();
        sessions.open(kept, SomeEvents.any());
        sessions.open(ended, SomeEvents.any());
        if (sessions.rotate(new Rotation(kept.id(), 0, SomeSessions.IDLE_TTL, soon))) {
            say(out, "rotated " + kept.id());
        }
        boolean done = withAllOthers
                ? sessions.endAll(user, kept.id(), SomeEvents.any()).size() == 1
                : sessions.end(user, ended.id(), SomeEvents.any()).isPresent();
        if (done) {
            say(out, "ended " + ended.id());
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
