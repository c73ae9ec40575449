package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command and snippet of the README works. */
class ReadmeIT {

    private static final Path ROOT = Path.of(System.getProperty("munjigi.root"));

    @TempDir
    private Path directory;

    private List<String> commands = List.of();
    private List<String> snippets = List.of();

    @BeforeEach
    void read() {
        Page readme = Page.of(ROOT.resolve("README.md"));
        commands = readme.blocks("sh");
        snippets = readme.blocks("java");
        assertThat(readme.fences()).hasSize(commands.size() + snippets.size());
    }

    private String run(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void it_leads_with_the_two_commands_and_ci_runs_the_second() throws IOException {
        assertThat(commands).startsWith("./munjigi\n", "mvn verify\n").hasSize(5);
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("README.md");
    }

    @Test
    void the_launcher_starts_the_service_in_which_the_three_calls_tell_the_story() throws Exception {
        try (RunningJar service = RunningJar.launcher(
                ROOT, Map.of("MUNJIGI_DATA_DIR", directory.resolve("data").toString()))) {
            String story = commands.get(2).replace("http://127.0.0.1:8000", service.url());
            assertThat(story).doesNotContain(":8000");

            String output = run(List.of("sh", "-e", "-c", story), Map.of());

            Matcher emails = Pattern.compile("\"email\":\"Ada@example.org\"").matcher(output);
            assertThat(emails.results().count()).as(output).isEqualTo(2);
            service.terminate();
            assertThat(service.awaitExit()).as("the launcher passes signals on").isEqualTo(128 + 15);
        }
    }

    @Test
    void the_launcher_lists_the_settings() throws Exception {
        assertThat(commands.get(4)).isEqualTo("./munjigi --help\n");
        assertThat(run(List.of(ROOT.resolve("munjigi").toString(), "--help"), Map.of()))
                .contains("MUNJIGI_HTTP_PORT");
    }

    @Test
    void the_snippet_of_at_most_fifteen_lines_signs_up_and_logs_in() throws Exception {
        assertThat(snippets).hasSize(2);
        assertThat(snippets.get(0).lines().count()).isLessThanOrEqualTo(15);
        Path program = Files.writeString(directory.resolve("Embedded.java"), """
                import io.munjigi.core.*;
                import io.munjigi.core.model.*;
                import io.munjigi.core.usecase.account.*;
                import io.munjigi.core.usecase.login.*;
                import io.munjigi.crypto.*;
                import io.munjigi.persistence.*;
                class Embedded {
                %s}
                """.formatted(snippets.get(0)));

        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String output = run(
                List.of(java, "-cp", System.getProperty("munjigi.jar"), program.toString()),
                Map.of("ACCOUNTS_SECRET", "0123456789abcdef0123456789abcdef"));

        assertThat(output).contains("Principal[user ");
        assertThat(directory.resolve("data/accounts.mv.db")).exists();
    }

    @Test
    void the_imports_bring_users_along() throws Exception {
        Files.writeString(
                directory.resolve("users.ndjson"),
                "{\"email\":\"ada@example.org\",\"password_hash\":\"$2b$04$abcdefghijklmnopqrstuuIbmdCUsvRHzdhjMqaU7rCqaWxhBrIqe\"}\n");
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("app.db"));
                Statement statement = sqlite.createStatement()) {
            statement.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR, hashed_password VARCHAR)");
            statement.execute("INSERT INTO users (email, hashed_password) VALUES ('bob@example.org',"
                    + " '$2b$04$abcdefghijklmnopqrstuuIbmdCUsvRHzdhjMqaU7rCqaWxhBrIqe')");
        }

        String imports =
                commands.get(3).replace("./munjigi", ROOT.resolve("munjigi").toString());
        Map<String, String> settings =
                Map.of("MUNJIGI_DATA_DIR", directory.resolve("data").toString());
        run(List.of("sh", "-e", "-c", imports), settings);

        String listed = run(List.of(ROOT.resolve("munjigi").toString(), "user", "list", "--json"), settings);
        assertThat(listed).contains("ada@example.org", "bob@example.org");
    }

    @Test
    void the_snippet_that_asks_for_permissions_compiles() throws Exception {
        Path program = Files.writeString(directory.resolve("Permitted.java"), """
                import io.javalin.config.*;
                import io.munjigi.core.*;
                import io.munjigi.core.model.*;
                import io.munjigi.core.usecase.access.*;
                import io.munjigi.http.*;
                class Permitted {
                    static void ask(Auth auth, AuthRoutes routes, Principal caller, JavalinConfig config) {
                %s}
                    public static void main(String[] arguments) {}
                }
                """.formatted(snippets.get(1)));

        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        run(List.of(java, "-cp", System.getProperty("munjigi.jar"), program.toString()), Map.of());
    }
}
