package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher goes on without a rehearsal, so nobody else would notice that it fails. */
class RehearsalIT {

    private static final long LONGEST_WAIT_SECONDS = 120;
    private static final boolean AHEAD_OF_TIME = Runtime.version().feature() >= 25;

    @TempDir
    private Path directory;

    @Test
    void what_the_jar_has_rehearsed_the_jvm_starts_from_and_nothing_else_is_left() throws Exception {
        Path remembered = directory.resolve("remembered");
        Path temporary = Files.createDirectory(directory.resolve("temporary"));

        rehearse(remembered, temporary);

        assertThat(remembered).isNotEmptyFile();
        assertThat(temporary).isEmptyDirectory();
        // Or the JVM ends, where it cannot take the file.
        List<String> options = AHEAD_OF_TIME
                ? List.of("-XX:+UseSerialGC", "-XX:AOTMode=on", "-XX:AOTCache=" + remembered)
                : List.of("-XX:+UseSerialGC", "-Xshare:on", "-XX:SharedArchiveFile=" + remembered);
        try (RunningJar service = RunningJar.withOptions(options, SomeSettings.embedded(directory))) {
            assertThat(new Client(service.url()).get("/health/ready").statusCode())
                    .isEqualTo(200);
        }
    }

    private void rehearse(Path remembered, Path temporary) throws IOException, InterruptedException {
        ProcessBuilder rehearsal = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        (AHEAD_OF_TIME ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + remembered,
                        "-jar",
                        System.getProperty("munjigi.jar"),
                        "rehearse")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        // It heeds no settings, so that it never touches anybody's database.
        rehearsal.environment().putAll(Map.of("MUNJIGI_DATABASE_URL", "jdbc:none", "MUNJIGI_HTTP_PORT", "none"));
        Process process = rehearsal.start();

        assertThat(process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("log")))
                .isZero();
    }
}
