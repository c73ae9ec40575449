package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the runnable jar, and what is not. */
class JarContentsIT {

    private static final Path JAR = Path.of(System.getProperty("munjigi.jar"));
    private static final long LARGEST = 35_000_000;
    private static final String NATIVE = "org/sqlite/native/";

    @Test
    void it_stays_within_its_size() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(LARGEST);
    }

    @Test
    void nothing_of_source_control_is_in_it() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.matches("(.*/)?\\.(git|svn|hg)[^/]*(/.*)?"));
        }
    }

    @Test
    void sqlite_is_there_for_the_usual_systems_alone() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .filter(entry -> entry.getName().startsWith(NATIVE) && !entry.isDirectory())
                            .map(entry -> entry.getName()
                                    .substring(NATIVE.length(), entry.getName().lastIndexOf('/'))))
                    .containsExactlyInAnyOrder(
                            "Linux/x86_64",
                            "Linux/aarch64",
                            "Linux-Musl/x86_64",
                            "Linux-Musl/aarch64",
                            "Mac/x86_64",
                            "Mac/aarch64",
                            "Windows/x86_64");
        }
    }

    @Test
    void sqlite_is_not_announced_so_that_a_service_does_not_load_it() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            ZipEntry drivers = jar.getEntry("META-INF/services/java.sql.Driver");

            assertThat(new String(jar.getInputStream(drivers).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("org.h2.Driver", "org.postgresql.Driver")
                    .doesNotContain("sqlite");
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
        }
    }
}
