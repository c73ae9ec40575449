package io.munjigi.persistence;

import io.munjigi.core.testkit.SomeUsers;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that signs up users without end, and prints each one's address once it was acknowledged. */
final class ChildProcess {

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildProcess inserting(String url) throws IOException {
        return new ChildProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildProcess.class.getName(),
                        url)
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
        while (true) {
            var user = SomeUsers.anyone();
            database.users().add(user, null);
            out.write((user.id() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
