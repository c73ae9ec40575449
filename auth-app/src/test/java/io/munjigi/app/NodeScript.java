package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A script for Node.js beside the tests, with the packages that it needs. */
final class NodeScript {

    private static final int OLDEST_NODE = 20;
    private static final long LONGEST_WAIT_MINUTES = 3;
    private static final Path ROOT = Path.of(System.getProperty("munjigi.root"));

    private final Path node;
    private final Path folder;
    private final String script;

    private NodeScript(Path node, Path folder, String script) {
        this.node = node;
        this.folder = folder;
        this.script = script;
    }

    /** How it ended. */
    record Ended(int exitCode, String output) {}

    /**
     * The script, where this machine has what it takes; leaves the test out where not.
     *
     * @param what is left out then
     * @param folder where it is, with its packages
     */
    static NodeScript orLeaveOut(String what, String folder, String script, String neededPackage) {
        Path place = ROOT.resolve("auth-app/src/test").resolve(folder);
        Optional<Path> node = onPath("node").filter(NodeScript::isNewEnough);
        if (node.isEmpty()) {
            Machine.leaveOut(what, "there is no Node.js " + OLDEST_NODE + " or newer");
        }
        if (!Files.isDirectory(place.resolve("node_modules").resolve(neededPackage))) {
            Machine.leaveOut(what, "its packages are not installed (`npm ci` in auth-app/src/test/" + folder + ")");
        }
        return new NodeScript(node.orElseThrow(), place, script);
    }

    /** A program of one of these names. */
    static Optional<Path> onPath(String... names) {
        String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isNewEnough(Path node) {
        if (!Machine.runs(node.toString(), "--version")) {
            return false;
        }
        String version = Machine.says(node.toString(), "--version");
        return version.matches("v[0-9]+\\..*")
                && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= OLDEST_NODE;
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".log");
        ProcessBuilder builder = new ProcessBuilder(node.toString(), script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(Arrays.asList(arguments));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LONGEST_WAIT_MINUTES, TimeUnit.MINUTES);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as("it takes too long: " + said).isTrue();
            return new Ended(process.exitValue(), said);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
