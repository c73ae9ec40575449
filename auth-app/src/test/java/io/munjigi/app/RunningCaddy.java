package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The system's Caddy by the Caddyfile of {@code deploy}, in which only the addresses are others. */
final class RunningCaddy implements AutoCloseable {

    private static final byte[] ADDRESS = {127, 0, 0, 4};

    private final Process process;
    private final String url;
    private final Path log;

    private RunningCaddy(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** One before these two nodes, which keeps its files in this folder. */
    static RunningCaddy before(RunningJar one, RunningJar two, Path folder) throws IOException {
        String url;
        // An address of its own, or a client might be given the port before Caddy has it.
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(ADDRESS))) {
            url = "http://" + free.getInetAddress().getHostAddress() + ":" + free.getLocalPort();
        }
        String published =
                Files.readString(Path.of(System.getProperty("munjigi.root")).resolve("deploy/Caddyfile"));
        assertThat(published).contains("\n:8080 {", " one:8000 two:8000 ");
        String ours = published
                .replace("\n:8080 {", "\n" + url + " {")
                .replace(" one:8000 two:8000 ", " " + authority(one) + " " + authority(two) + " ");
        Path log = folder.resolve("caddy.log");
        ProcessBuilder caddy = new ProcessBuilder(
                        "caddy",
                        "run",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        Files.writeString(folder.resolve("Caddyfile"), ours).toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        caddy.environment().put("XDG_CONFIG_HOME", folder.toString());
        caddy.environment().put("XDG_DATA_HOME", folder.toString());
        return new RunningCaddy(caddy.start(), url, log);
    }

    private static String authority(RunningJar node) {
        return URI.create(node.url()).getAuthority();
    }

    /** Where it serves, as soon as it does. */
    String url() {
        return url;
    }

    /** What it has logged of requests that it could not hand on. */
    List<String> errors() {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains("\"level\":\"error\""))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            // Or its folder could not be removed.
            process.waitFor();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
