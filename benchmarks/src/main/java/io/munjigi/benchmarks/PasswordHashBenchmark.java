package io.munjigi.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.types.Argon2;
import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher.Match;
import io.munjigi.crypto.PasswordHashing;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One login's worth of hashing, on one thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class PasswordHashBenchmark {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int TAG_BYTES = 32;

    private static final byte[] PASSWORD = "correct horse battery staple".getBytes(UTF_8);
    private static final Password TYPED = Password.of("correct horse battery staple");
    private static final byte[] SALT = "saltsaltsaltsalt".getBytes(UTF_8);

    // Printed by the reference implementation's command line tool for these inputs.
    private static final String EXPECTED_TAG = "40a1eb839b5ac8b19c37e6341d53cd681ab290e54b53194c919c9c5c4d6e5913";

    private final Argon2Function password4j =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, LANES, TAG_BYTES, Argon2.ID);
    private final Argon2Advanced jna = Argon2Factory.createAdvanced(Argon2Types.ARGON2id, SALT.length, TAG_BYTES);
    private final BlockPool pool = new FixedBlockPool(Argon2BytesGenerator.getBlockCount(MEMORY_KIB, LANES));

    private final PasswordHashing munjigi = PasswordHashing.argon2id();
    private final PasswordHash stored = PasswordHash.of("$argon2id$v=19$m=19456,t=2,p=1$" + base64(SALT) + "$"
            + base64(HexFormat.of().parseHex(EXPECTED_TAG)));

    /** A library that is fast because it computes something else must not enter the comparison. */
    @Setup
    public void checkTags() {
        requireExpected(argon2idBouncyCastle());
        requireExpected(argon2idBouncyCastlePooled());
        requireExpected(argon2idBouncyCastlePooled());
        requireExpected(argon2idPassword4j());
        requireExpected(argon2idJna());
        if (argon2idMunjigi() != Match.YES) {
            throw new IllegalStateException("Munjigi does not take the tag");
        }
        System.out.println("Munjigi's Argon2 is native: " + PasswordHashing.isArgon2Native());
    }

    @Benchmark
    public byte[] argon2idBouncyCastle() {
        return bouncyCastle(parameters().build());
    }

    @Benchmark
    public byte[] argon2idBouncyCastlePooled() {
        return bouncyCastle(parameters().withBlockPool(pool).build());
    }

    @Benchmark
    public byte[] argon2idPassword4j() {
        return password4j.hash(PASSWORD, SALT).getBytes();
    }

    @Benchmark
    public byte[] argon2idJna() {
        return jna.rawHash(ITERATIONS, MEMORY_KIB, LANES, PASSWORD, SALT);
    }

    /** What a login does: the system's library, if it is there, behind the port. */
    @Benchmark
    public Match argon2idMunjigi() {
        return munjigi.verify(TYPED, stored);
    }

    @Benchmark
    public byte[] bcryptPassword4j(Bcrypt bcrypt) {
        return bcrypt.function.hash(PASSWORD).getBytes();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Argon2Parameters.Builder parameters() {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(ITERATIONS)
                .withParallelism(LANES)
                .withSalt(SALT);
    }

    private static byte[] bouncyCastle(Argon2Parameters parameters) {
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var tag = new byte[TAG_BYTES];
        generator.generateBytes(PASSWORD, tag);
        return tag;
    }

    private static void requireExpected(byte[] tag) {
        var hex = HexFormat.of().formatHex(tag);
        if (!hex.equals(EXPECTED_TAG)) {
            throw new IllegalStateException("Unexpected Argon2id tag " + hex);
        }
    }

    /** The cost is a parameter of the bcrypt measurement only. */
    @State(Scope.Benchmark)
    public static class Bcrypt {

        @Param({"10", "12"})
        public int cost;

        private BcryptFunction function;

        @Setup
        public void create() {
            function = BcryptFunction.getInstance(cost);
        }
    }
}
