package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bill of materials in the runnable jar says what is in it, {@code docs/licences.md} says the same, and every licence is one that we
 * take.
 */
class LicencesIT {

    private static final Path JAR = Path.of(System.getProperty("munjigi.jar"));
    private static final Path PAGE = Path.of("..", "docs", "licences.md");
    private static final String BILL = "META-INF/sbom/application.cdx.json";
    private static final String OURS = "io.munjigi";

    /**
     * Those that let an Apache-2.0 program be handed on with them; the GPL only with the exception, beside which EPL-2.0 is offered, and the
     * LGPL only as JNA has it, which offers Apache-2.0 beside it.
     */
    private static final Set<String> TAKEN = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Bouncy Castle Licence",
            "EPL 1.0",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "LGPL-2.1-or-later",
            "MIT",
            "MPL-2.0",
            "Public Domain");

    /** What libraries have taken into their own jars, as far as those say so; no bill of materials names it. */
    private static final List<Inner> INNER = List.of(
            new Inner("ANTLR runtime 4.13.2", "jdbi3-core", "BSD-3-Clause", "org.antlr:antlr4-runtime:4.13.2"),
            new Inner(
                    "AWS-LC",
                    "AmazonCorrettoCryptoProvider",
                    "Apache-2.0 or ISC, BSD-3-Clause, MIT, OpenSSL: `META-INF/licenses/aws-lc.txt`",
                    ""),
            new Inner("FastDoubleParser, Schubfach", "jackson-core", "MIT, BSL-1.0", ""),
            new Inner("Gson 2.14.0", "nimbus-jose-jwt", "Apache-2.0", "com.google.code.gson:gson:2.14.0"),
            new Inner(
                    "JCIP annotations 1.0-1",
                    "nimbus-jose-jwt",
                    "Apache-2.0",
                    "com.github.stephenc.jcip:jcip-annotations:1.0-1"),
            new Inner("libffi", "jna", "MIT", ""),
            new Inner("SCRAM 3.2, SASLprep 2.2", "postgresql", "BSD-2-Clause", ""),
            new Inner("SQLite", "sqlite-jdbc", "Public Domain", ""),
            new Inner("SQLite driver of D. Crawshaw", "sqlite-jdbc", "BSD-2-Clause", ""),
            new Inner("scripts, named in its `LICENSE.txt` files", "swagger-ui", "see there", ""));

    private List<Component> components = List.of();

    /** A library in the jar. */
    private record Component(String group, String name, String version, List<String> licences) {

        static Component of(JsonNode json) {
            return new Component(
                    json.path("group").asString(),
                    json.path("name").asString(),
                    json.path("version").asString(),
                    json.path("licenses").valueStream().map(Component::licence).toList());
        }

        private static String licence(JsonNode json) {
            return json.path("license")
                    .path("id")
                    .asString(json.path("license")
                            .path("name")
                            .asString(json.path("expression").asString()));
        }

        String coordinates() {
            return group + ":" + name + ":" + version;
        }

        String row() {
            return "| " + group + ":" + name + " | " + version + " | " + String.join(", ", licences) + " |\n";
        }
    }

    /** A library within another's jar; the coordinates are those that it left there, if any. */
    private record Inner(String name, String within, String licence, String coordinates) {

        String row() {
            return "| " + name + " | " + within + " | " + licence + " |\n";
        }
    }

    @BeforeEach
    void read() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            ZipEntry bill = jar.getEntry(BILL);
            assumeThat(bill != null || !System.getProperty("munjigi.build").equals("offline: true"))
                    .as("built with -o, with which Maven leaves the bill of materials out")
                    .isTrue();
            assertThat(bill).isNotNull();
            JsonNode read =
                    JsonMapper.shared().readTree(jar.getInputStream(bill).readAllBytes());
            assertThat(read.path("specVersion").asString()).isEqualTo("1.6");
            components = read.path("components")
                    .valueStream()
                    .map(Component::of)
                    .sorted(Comparator.comparing(Component::coordinates))
                    .toList();
        }
    }

    private Stream<Component> theirs() {
        return components.stream().filter(component -> !component.group().equals(OURS));
    }

    private String page() {
        return """
                # What is in the jar, and its licences

                Munjigi itself is under [Apache-2.0](../LICENSE). The runnable jar contains these libraries, as its bill of materials says
                (CycloneDX 1.6, `META-INF/sbom/application.cdx.json`; beside the jar `auth-app-bom.json`). A test holds this page to
                it and every licence to a list of those that we take. Where a library names several licences, they are given as it gives them.

                | library | version | licence |
                | --- | --- | --- |
                """
                + theirs().map(Component::row).collect(Collectors.joining())
                + """

                ## Inside them

                What some of them have taken into their own jars, as far as they say so; no bill of materials names it.

                | what | within | licence |
                | --- | --- | --- |
                """
                + INNER.stream().map(Inner::row).collect(Collectors.joining());
    }

    /** With {@code -Dmunjigi.write-pages=true} it is written anew. */
    @Test
    void the_page_lists_what_the_bill_of_materials_does() throws IOException {
        if (Boolean.getBoolean("munjigi.write-pages")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void every_licence_is_one_that_we_take() {
        assertThat(components)
                .hasSizeGreaterThan(50)
                .filteredOn(component -> component.licences().isEmpty() || !TAKEN.containsAll(component.licences()))
                .isEmpty();
    }

    /** Most libraries leave their coordinates in their jar: none may be there that nobody lists, nor in another version. */
    @Test
    void whatever_is_in_the_jar_is_listed() throws IOException {
        Set<String> listed = Stream.concat(
                        components.stream().map(Component::coordinates),
                        INNER.stream().map(Inner::coordinates))
                .collect(Collectors.toSet());

        assertThat(leftCoordinates())
                .hasSizeGreaterThan(50)
                .filteredOn(coordinates -> !coordinates.startsWith(OURS + ":auth-app:"))
                .isSubsetOf(listed);
    }

    @Test
    void the_texts_that_have_to_go_with_it_are_in_it() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("..", "LICENSE")));
            assertThat(text(jar, "META-INF/licenses/aws-lc.txt"))
                    .contains(
                            "\nOpenSSL License",
                            "\nOriginal SSLeay License",
                            "\nISC license",
                            "\nMIT license",
                            "\n3-Clause BSD License");
            assertThat(jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.matches("META-INF/licenses/[^/]+-jar/META-INF/LICENSE[^/]*")))
                    .hasSize(9);
        }
    }

    private static String text(JarFile jar, String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> leftCoordinates() throws IOException {
        List<String> found = new ArrayList<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .forEach(entry -> found.add(coordinates(jar, entry)));
        }
        return found;
    }

    private static String coordinates(JarFile jar, ZipEntry entry) {
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Stream.of("groupId", "artifactId", "version")
                .map(name -> properties.getProperty(name, ""))
                .collect(Collectors.joining(":"));
    }
}
