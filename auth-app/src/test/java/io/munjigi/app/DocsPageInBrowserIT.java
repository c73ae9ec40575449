package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `docs.mjs` does on the page, against the real jar, where this machine has what that takes. */
class DocsPageInBrowserIT {

    private static final int OLDEST_NODE = 20;
    private static final long LONGEST_WAIT_MINUTES = 3;
    private static final Path ROOT = Path.of(System.getProperty("munjigi.root"));
    private static final Path BROWSER_CHECK = ROOT.resolve("auth-app/src/test/browser");

    @TempDir
    Path data;

    @Test
    void a_newcomer_signs_up_logs_in_and_sees_who_they_are_on_the_documentation_page()
            throws IOException, InterruptedException {
        Path node = onPath("node")
                .filter(DocsPageInBrowserIT::isNewEnough)
                .orElseGet(() -> leftOut("there is no Node.js " + OLDEST_NODE + " or newer: install it"));
        Path chromium = onPath("chromium", "chromium-browser", "google-chrome")
                .orElseGet(() -> leftOut("there is no Chromium: install it (apt-get install chromium)"));
        if (!Files.isDirectory(BROWSER_CHECK.resolve("node_modules/playwright-core"))) {
            leftOut("its driver is not installed: run `npm ci` in auth-app/src/test/browser");
        }

        try (RunningJar jar = RunningJar.start(Map.of("MUNJIGI_DATA_DIR", data.toString()))) {
            Path picture = ROOT.resolve("auth-app/target/docs-page.png");
            Ended check = run(node, "docs.mjs", jar.url(), chromium.toString(), picture.toString());

            assertThat(check.exitCode()).as(check.output()).isZero();
        }
    }

    private static Path leftOut(String reason) {
        String message = "Left out: /docs in a browser, because " + reason + ", then run `mvn verify` again.";
        System.out.println(message);
        return abort(message);
    }

    private static boolean isNewEnough(Path node) {
        try {
            String version = run(node, "--version").output().strip();
            return version.matches("v[0-9]+\\..*")
                    && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= OLDEST_NODE;
        } catch (IOException | InterruptedException broken) {
            return false;
        }
    }

    private static Optional<Path> onPath(String... names) {
        String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Ended run(Path node, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("docs", ".log");
        ProcessBuilder builder = new ProcessBuilder(node.toString())
                .directory(BROWSER_CHECK.toFile())
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

    private record Ended(int exitCode, String output) {}
}
