package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./munjigi} in a folder of its own, with JDKs and a Maven that are a few lines of shell. */
class LauncherIT {

    private static final Path ROOT = Path.of(System.getProperty("munjigi.root"));
    private static final long LONGEST_WAIT_SECONDS = 60;

    /** What it may find on any machine: all but Java and Maven. */
    private static final List<String> TOOLS = List.of(
            "basename",
            "dirname",
            "find",
            "getconf",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "tail",
            "touch",
            "uname");

    private static final String BUILDING = "munjigi: building (the first time takes minutes)";
    private static final String REHEARSING = "munjigi: rehearsing, so that this and later starts are quick (once)";
    private static final String ALWAYS =
            "-XX:-UsePerfData -XX:-PrintWarnings -XX:ThreadPriorityPolicy=1 -XX:JavaPriority1_To_OSPriority=19 -XX:CompilerThreadPriority=4 ";
    private static final String SINCE_25 = "-XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=5000 ";
    private static final String COLLECTOR = "-XX:+UseSerialGC ";
    private static final String HEAP = "-Xmx428m ";
    private static final String OPTIONS = COLLECTOR + SINCE_25 + ALWAYS + HEAP;

    /** Remembers what it has loaded, when it is told to. */
    private static final String REMEMBERING = """
            for word; do
                case $word in
                    -XX:AOTCacheOutput=* | -XX:ArchiveClassesAtExit=*) echo remembered >"${word#*=}" ;;
                esac
            done
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "$JAVA_HOME $*" >>built
            mkdir -p auth-app/target
            : >auth-app/target/auth-app.jar
            """;

    @TempDir
    private Path directory;

    private Path home = Path.of("");
    private Path tools = Path.of("");
    private Path source = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void furnish() throws IOException {
        directory = directory.toRealPath();
        Path root = directory.resolve("root");
        home = directory.resolve("home");
        tools = Files.createDirectory(directory.resolve("tools"));
        source = Files.createDirectories(root.resolve("auth-app/src/main")).resolve("Main.java");
        Files.createFile(source);
        Files.createFile(root.resolve("pom.xml"));
        // Without the JDKs of this machine.
        executable(
                root.resolve("munjigi"),
                Files.readString(ROOT.resolve("munjigi")).replace("/usr/lib/jvm/", home + "/none/"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
        executable(tools.resolve("ldconfig"), "#!/bin/sh\n"); // no library of the system's
        jdk(17, REMEMBERING);
        jdk(98, REMEMBERING);
        jdk(99, REMEMBERING);
        environment.putAll(Map.of(
                "HOME", home.toString(),
                "JAVA_HOME", jdkHome(17).toString(),
                "PATH", tools.toString(),
                "JAVA_OPTS", "-Da=b -Dc=*",
                "MUNJIGI_HASHING_THREADS", "3"));
    }

    private static Path find(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The newest is found first, the oldest last. */
    private Path jdkHome(int version) {
        return home.resolve(".sdkman/candidates/java/" + (200 - version));
    }

    /** It says who it is and what it is to run, then does something more. */
    private void jdk(int version, String more) throws IOException {
        Path binaries = Files.createDirectories(jdkHome(version).resolve("bin"));
        Files.writeString(jdkHome(version).resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        executable(binaries.resolve("java"), "#!/bin/sh\necho \"Java " + version + ": $*\"\n" + more);
        executable(binaries.resolve("javac"), "#!/bin/sh\n");
    }

    private void maven(String script) throws IOException {
        executable(tools.resolve("mvn"), script);
    }

    private Path root() {
        return directory.resolve("root");
    }

    private Path jar() {
        return root().resolve("auth-app/target/auth-app.jar");
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root().resolve("munjigi").toString(), "serve", "two words")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What it and what it runs print, line by line, and at last the exit status. */
    private List<String> run() throws Exception {
        Process process = start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return (output + "exit " + process.exitValue()).lines().toList();
    }

    private String served() {
        return served("-Xlog:aot*=off -XX:AOTCache=" + jar() + ".java99.aot ");
    }

    private String served(String memory) {
        return "Java 99: " + OPTIONS + memory + "-Da=b -Dc=* -jar " + jar() + " serve two words";
    }

    private static FileTime inHours(int hours) {
        return FileTime.from(Instant.now().plus(Duration.ofHours(hours)));
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(root().resolve("built"));
    }

    @Test
    void it_builds_on_first_use_with_the_oldest_jdk_and_runs_on_the_newest_java() throws Exception {
        maven(MAVEN);

        assertThat(run()).containsExactly(BUILDING, REHEARSING, served(), "exit 0");

        assertThat(builds())
                .singleElement()
                .asString()
                .startsWith(jdkHome(17) + " ")
                .endsWith(" package");
    }

    @Test
    void it_builds_again_only_when_a_source_is_newer_than_the_jar() throws Exception {
        maven(MAVEN);
        run();

        assertThat(run()).containsExactly(served(), "exit 0");
        assertThat(builds()).hasSize(1);

        Files.setLastModifiedTime(source, inHours(1));
        assertThat(run()).contains(served(), "exit 0");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void a_java_that_is_too_old_is_passed_over() throws Exception {
        maven(MAVEN);
        environment.put("JAVA_HOME", jdkHome(16).toString());
        jdk(16, "");

        assertThat(run()).contains(served(), "exit 0");

        assertThat(builds()).noneMatch(build -> build.startsWith(jdkHome(16).toString()));
    }

    @Test
    void without_maven_it_says_so_in_a_line() throws Exception {
        assertThat(run())
                .containsExactly(
                        "munjigi: building needs Maven: apt-get install maven, or brew install maven", "exit 1");
    }

    @Test
    void a_build_that_fails_is_told_and_leaves_no_jar() throws Exception {
        maven(MAVEN + "echo 'it does not compile'\nexit 1\n");

        assertThat(run())
                .containsExactly(
                        BUILDING,
                        "it does not compile",
                        "munjigi: the build failed; all it said is in " + root() + "/target/munjigi-build.log",
                        "exit 1");

        assertThat(jar()).doesNotExist();
    }

    @Test
    void it_rehearses_again_when_the_jar_or_the_jvm_is_newer() throws Exception {
        maven(MAVEN);
        run();
        Path remembered = Path.of(jar() + ".java99.aot");
        assertThat(remembered).hasContent("remembered");

        Files.setLastModifiedTime(jar(), inHours(1));
        assertThat(run()).containsExactly(REHEARSING, served(), "exit 0");
        Files.setLastModifiedTime(remembered, inHours(2));
        assertThat(run()).containsExactly(served(), "exit 0");
        Files.setLastModifiedTime(jdkHome(99).resolve("release"), inHours(3));
        assertThat(run()).containsExactly(REHEARSING, served(), "exit 0");
        assertThat(Path.of(jar() + ".rehearsal.log"))
                .content()
                .startsWith("Java 99: " + OPTIONS + "-XX:AOTCacheOutput=")
                .endsWith(" -jar " + jar() + " rehearse\n");
    }

    @Test
    void a_rehearsal_that_fails_is_no_obstacle_and_not_tried_at_each_start() throws Exception {
        maven(MAVEN);
        jdk(99, "case $* in *rehearse) exit 1 ;; esac\n");

        assertThat(run())
                .containsExactly(
                        BUILDING,
                        REHEARSING,
                        "munjigi: that failed, so starts stay as they are; all it said is in " + jar()
                                + ".rehearsal.log",
                        served(""),
                        "exit 0");
        assertThat(run()).containsExactly(served(""), "exit 0");
    }

    /** The JVM takes nothing that was remembered beside an agent; while it remembers beside OpenTelemetry's, it breaks. */
    @ParameterizedTest
    @ValueSource(strings = {"JAVA_OPTS", "JAVA_TOOL_OPTIONS"})
    void beside_an_agent_it_neither_rehearses_nor_remembers(String variable) throws Exception {
        maven(MAVEN);
        environment.put("JAVA_OPTS", "");
        environment.put(variable, "-javaagent:agent.jar");

        assertThat(run())
                .hasSize(3)
                .startsWith(BUILDING)
                .noneMatch(line -> line.contains("AOT"))
                .endsWith("exit 0");
        assertThat(Path.of(jar() + ".java99.aot")).doesNotExist();
    }

    @Test
    void a_java_before_25_remembers_in_its_own_way() throws Exception {
        maven(MAVEN);
        Files.delete(jdkHome(99).resolve("bin/java"));
        Files.delete(jdkHome(98).resolve("bin/java"));

        assertThat(run())
                .containsExactly(
                        BUILDING,
                        REHEARSING,
                        "Java 17: " + COLLECTOR + ALWAYS + HEAP + "-Xlog:cds*=off -XX:SharedArchiveFile=" + jar()
                                + ".java17.jsa" + " -Da=b -Dc=* -jar " + jar() + " serve two words",
                        "exit 0");
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_OPTS, -XX:+UseG1GC, false, true",
        "JDK_JAVA_OPTIONS, -Dx=y\t-XX:+UseZGC, false, true",
        "JAVA_TOOL_OPTIONS, -XX:+UseParallelGC, false, true",
        "JAVA_OPTS, -Xms512m, true, false",
        "JAVA_TOOL_OPTIONS, -XX:MaxRAMPercentage=30, true, false",
        "_JAVA_OPTIONS, -XX:+UseG1GC -Xmx1g, false, false",
        "MUNJIGI_CONFIG, munjigi.properties, true, false",
    })
    void what_others_tell_the_jvm_takes_the_place_of_ours(
            String variable, String options, boolean collector, boolean heap) throws Exception {
        maven(MAVEN);
        environment.put(variable, options);

        assertThat(run())
                .anyMatch(line -> line.startsWith(
                        "Java 99: " + (collector ? COLLECTOR : "") + SINCE_25 + ALWAYS + (heap ? HEAP : "-Xlog")));
    }

    @Test
    void the_heap_starts_small_where_hashes_are_computed_beside_it() throws Exception {
        maven(MAVEN);
        executable(
                tools.resolve("ldconfig"),
                "#!/bin/sh\necho '\tlibargon2.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libargon2.so.1'\n");

        assertThat(run()).anyMatch(line -> line.startsWith("Java 99: " + OPTIONS + "-Xms32m -Xmn16m -Xlog"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_allocator_keeps_little_for_threads_unless_somebody_says_otherwise() throws Exception {
        maven(MAVEN);
        jdk(99, REMEMBERING + "echo \"areas: $MALLOC_ARENA_MAX\"\n");

        assertThat(run()).contains("areas: 2");
        environment.put("MALLOC_ARENA_MAX", "4");
        assertThat(run()).contains("areas: 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "0", "many", "99999999999999999999"})
    void a_number_of_threads_that_is_none_is_left_to_the_service(String threads) throws Exception {
        maven(MAVEN);
        environment.put("MUNJIGI_HASHING_THREADS", threads);

        assertThat(run())
                .anyMatch(line -> line.startsWith("Java 99: " + COLLECTOR + SINCE_25 + ALWAYS + "-Xmx388m "))
                .endsWith("exit 0");
    }

    @Test
    void it_becomes_the_jvm_which_so_gets_its_signals() throws Exception {
        maven(MAVEN);
        jdk(99, REMEMBERING + """
                case $* in *rehearse) exit ;; esac
                trap 'echo "told to end"; exit 42' TERM
                echo "process $$"
                while :; do sleep 60 & wait $!; done
                """);
        Process process = start();
        try (var output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo(BUILDING);
            assertThat(output.readLine()).isEqualTo(REHEARSING);
            assertThat(output.readLine()).isEqualTo(served());
            assertThat(output.readLine()).isEqualTo("process " + process.pid());

            process.toHandle().destroy();

            assertThat(output.readLine()).isEqualTo("told to end");
            assertThat(process.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(42);
        } finally {
            process.destroyForcibly();
        }
    }
}
