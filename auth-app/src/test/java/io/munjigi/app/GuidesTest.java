package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.javalin.Javalin;
import io.munjigi.core.Auth;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.SignUp;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guides for embedders and extenders show compiles, and does what they say. */
class GuidesTest {

    private static final Path ROOT = Path.of("..");
    private static final Page EMBEDDING = Page.of(ROOT.resolve("docs/embedding.md"));
    private static final Page EXTENDING = Page.of(ROOT.resolve("docs/extending.md"));
    private static final Pattern PORT = Pattern.compile("(?m)^\\| `(\\w+)` \\|.*\\| (.+) \\|$");

    @TempDir
    private static Path directory;

    /** Once for all, since a compiler takes seconds. */
    private static CompiledPage embedding;

    private final TestAuth house = TestAuth.strict();

    @BeforeAll
    static void compile() throws IOException {
        embedding = new CompiledPage(EMBEDDING, Files.createDirectory(directory.resolve("embedding")));
    }

    @AfterAll
    static void close() throws IOException {
        embedding.close();
    }

    /** Which {@code ReadmeIT} runs. */
    @Test
    void the_shortest_program_is_that_of_the_readme() {
        String program = Page.of(ROOT.resolve("README.md")).blocks("java").get(0);

        assertThat(EMBEDDING.blocks("java")).startsWith(program);
    }

    @Test
    void every_module_that_is_to_be_depended_on_exists_in_this_version() {
        String version =
                all("<version>(.*?)<", Page.of(ROOT.resolve("pom.xml")).text()).get(0);

        String shown = String.join("", EMBEDDING.blocks("xml"));

        assertThat(all("<version>(.*?)<", shown)).isNotEmpty().containsOnly(version);
        assertThat(all("<artifactId>(.*?)<", shown)).isNotEmpty().allMatch(GuidesTest::exists);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static boolean exists(String module) {
        return module.equals("munjigi-bom") || Files.exists(ROOT.resolve(module).resolve("pom.xml"));
    }

    @Test
    void a_house_opens_on_a_database_of_ones_own_by_rules_of_ones_own() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:guides;DB_CLOSE_DELAY=-1");
        try (Auth auth = (Auth) embedding.call("open", source, Secret.ofText("x".repeat(32)))) {
            assertThatExceptionOfType(AuthException.class)
                    .isThrownBy(() -> auth.signUp()
                            .handle(new SignUp.Command("ada@example.org", TestAuth.PASSWORD, Origin.UNKNOWN)))
                    .withMessage("SIGN_UP_CLOSED");
        }
    }

    @Test
    void the_routes_stand_on_a_javalin_beside_others_and_guard_one() throws Exception {
        Javalin served = (Javalin) embedding.call("serve", house.auth(), 0);
        try {
            assertThat(status(served, "/hello")).isEqualTo(200);
            assertThat(status(served, "/invoices")).isEqualTo(401);
            assertThat(status(served, "/users/me")).isEqualTo(401);
            assertThat(status(served, "/health/ready")).isEqualTo(200);
        } finally {
            served.stop();
        }
    }

    private static int status(Javalin served, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + served.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void a_method_of_ones_own_lets_those_pass_who_may() throws Exception {
        house.signUp("ada@example.org");
        String token = house.logIn("ada@example.org").accessToken();

        assertThatExceptionOfType(InvocationTargetException.class)
                .isThrownBy(() -> embedding.call("cancelInvoice", house.auth(), token, "7"))
                .havingCause()
                .withMessage("FORBIDDEN");
    }

    @Test
    void a_refusal_is_told_in_words() throws Exception {
        assertThat(embedding.call("logIn", house.auth(), "nobody@example.org", "wrong"))
                .isEqualTo("No account has this address and password.");
    }

    @Test
    void a_part_of_ones_own_keeps_its_contract() throws Exception {
        try (CompiledPage page = new CompiledPage(EXTENDING, Files.createDirectory(directory.resolve("extending")))) {
            Class<?> test = page.type("HouseWordsTest");
            Constructor<?> constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            List<Method> tests = Stream.of(test.getDeclaredMethods(), test.getMethods())
                    .flatMap(Stream::of)
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .toList();
            assertThat(tests).hasSize(3);
            for (Method each : tests) {
                each.setAccessible(true);
                each.invoke(constructor.newInstance());
            }
        }
    }

    @Test
    void every_port_is_listed_with_its_contract() throws IOException {
        List<String> listed = PORT.matcher(EXTENDING.text())
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        Path contracts = ROOT.resolve("auth-core/src/test/java/io/munjigi/core/testkit/contract");
        try (Stream<Path> ports = Files.list(ROOT.resolve("auth-core/src/main/java/io/munjigi/core/port"))) {
            assertThat(listed)
                    .containsExactlyInAnyOrderElementsOf(
                            ports.map(port -> port.getFileName().toString().replace(".java", ""))
                                    .filter(port -> !port.equals("package-info"))
                                    .map(port -> port + " " + contract(contracts, port))
                                    .toList());
        }
    }

    private static String contract(Path contracts, String port) {
        if (port.equals("Stores")) {
            return "those of the following";
        }
        return Files.exists(contracts.resolve(port + "Contract.java")) ? "`" + port + "Contract`" : "–";
    }
}
