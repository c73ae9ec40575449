package io.munjigi.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.munjigi.core.model.User;
import io.munjigi.core.testkit.SomeUsers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** Bodies, from bytes and to bytes, by what the routes use. In this package to reach it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class JsonBenchmark {

    private final byte[] signUp =
            "{\"email\":\"ada@example.org\",\"password\":\"correct horse battery\"}".getBytes(UTF_8);
    private final byte[] login = "username=ada%40example.org&password=correct+horse+battery".getBytes(UTF_8);
    private final User user = SomeUsers.withEmail("ada@example.org");
    private final LoginHandlers.TokensBody tokens = new LoginHandlers.TokensBody(
            "a".repeat(900), "bearer", 900, "mjr_" + "r".repeat(91), user.id().toString());

    /** The body of a sign-up, or of a login in JSON. */
    @Benchmark
    public JsonNode readSignUp() {
        return Json.read(signUp);
    }

    /** The form of a login. */
    @Benchmark
    public Map<String, String> readLoginForm() {
        return FormCoding.decode(Json.strictUtf8(login), ProblemKind.MALFORMED_BODY);
    }

    /** The answer of {@code /users/me}. */
    @Benchmark
    public byte[] writeUser() {
        return Json.write(UserBody.of(user));
    }

    /** The answer of a login or a refresh. */
    @Benchmark
    public byte[] writeTokens() {
        return Json.write(tokens);
    }
}
