package io.munjigi.persistence.testkit;

import io.munjigi.persistence.testkit.RealPostgres.Place;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server for one test, which may do to it what {@link RealPostgres}, that others use too, must be spared. */
public final class OwnPostgres implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path data;

    private OwnPostgres(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /** One that runs, with its data in this folder, which is made. */
    public static OwnPostgres started(Path data) throws IOException {
        return new OwnPostgres(
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setOverrideWorkingDirectory(data.resolveSibling("work").toFile())
                        .start(),
                data);
    }

    /** Its database. */
    public Place place() {
        return new Place("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "postgres");
    }

    /** Stops all its processes in their tracks (SIGSTOP): the system still takes connections for it, and nobody answers. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Lets them go on. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(
                        ProcessHandle.of(postmaster).stream(),
                        ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::descendants))
                .forEach(process -> command.add(String.valueOf(process.pid())));
        try {
            // One that ended meanwhile is complained about.
            new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            thaw();
        } finally {
            server.close();
        }
    }
}
