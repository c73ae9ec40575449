package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void the_native_code_that_signs_is_there_for_the_machine_of_the_build_and_not_announced() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.matches("(?i).*/libamazonCorrettoCryptoProvider\\..*")))
                    .hasSize(1);
            assertThat(jar.getEntry("META-INF/services/java.security.Provider")).isNull();
        }
    }

    @Test
    void the_native_code_that_signs_is_found_in_it(@TempDir Path directory) {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .isIn("Linux amd64", "Linux aarch64");

        assertThat(JarCommand.run(Map.of("MUNJIGI_DATA_DIR", directory.toString()), "", "doctor")
                        .out())
                .contains("signatures: RS256 by native code");
    }

    @Test
    void of_bouncy_castle_all_is_there_that_ours_can_reach() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            JavaClasses there = new ClassFileImporter()
                    .withImportOption(location ->
                            location.contains("/org/bouncycastle/") || location.contains("/io/munjigi/crypto/"))
                    .importJar(jar);
            Set<String> reached = new HashSet<>();
            Deque<JavaClass> next = new ArrayDeque<>(there.stream()
                    .filter(type -> type.getName().startsWith("io.munjigi.crypto."))
                    .toList());
            while (!next.isEmpty()) {
                for (Dependency dependency : next.pop().getDirectDependenciesFromSelf()) {
                    JavaClass needed = dependency.getTargetClass().getBaseComponentType();
                    if (needed.getName().startsWith("org.bouncycastle.") && reached.add(needed.getName())) {
                        assertThat(there.contain(needed.getName()))
                                .as(dependency.getDescription())
                                .isTrue();
                        next.push(needed);
                    }
                }
            }
            assertThat(reached)
                    .contains("org.bouncycastle.crypto.digests.Blake2bDigest")
                    .hasSizeGreaterThan(100);
        }
    }
}
