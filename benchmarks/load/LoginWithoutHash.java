import io.munjigi.core.Auth;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Throttle;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.crypto.AesGcmSealer;
import io.munjigi.crypto.CommonPasswords;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.TokenProfile;
import io.munjigi.persistence.Database;
import io.munjigi.persistence.DatabaseSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a login costs beside its hash: the library on the same database, with a hasher that takes every password, one thread, and wrong
 * passwords counted. The first half of the logins is to warm up. Prints logins a second, p50 and p99 in milliseconds, failures, and
 * microseconds of its own CPU a login.
 *
 * <p>Argument: the file of logins that Calls.java has written.
 */
class LoginWithoutHash {

    public static void main(String[] args) throws IOException {
        List<String> addresses = Files.readAllLines(Path.of(args[0])).stream()
                .map(line -> line.replaceAll(".*username=(.*)&.*", "$1"))
                .toList();
        try (Database database = Database.open(DatabaseSettings.of(System.getenv("MUNJIGI_DATABASE_URL")).withPoolSize(4));
                Auth auth = auth(database)) {
            Password password = Password.of("any");
            double[] millis = new double[addresses.size() / 2];
            long start = System.nanoTime();
            long cpu = 0;
            for (int call = -millis.length; call < millis.length; call++) {
                if (call == 0) {
                    cpu = cpu();
                    start = System.nanoTime();
                }
                long begun = System.nanoTime();
                auth.login().handle(new Login.Command(addresses.get(call + millis.length), password, Origin.UNKNOWN));
                millis[Math.max(0, call)] = (System.nanoTime() - begun) / 1e6;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double micros = (cpu() - cpu) / 1e3 / millis.length;
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "%.0f %.2f %.2f 0 %.0f%n",
                    millis.length / seconds,
                    millis[millis.length / 2],
                    millis[millis.length * 99 / 100],
                    micros);
        }
    }

    private static Auth auth(Database database) {
        AesGcmSealer sealer = AesGcmSealer.under(Secret.ofText(System.getenv("MUNJIGI_SECRET")));
        TokenProfile profile = new TokenProfile(System.getenv("MUNJIGI_ISSUER"), "munjigi");
        return Auth.builder()
                .stores(database)
                .secretSealer(sealer)
                .passwordHasher(new NoHasher())
                .passwordBlocklist(new CommonPasswords())
                .accessTokens(NimbusAccessTokens.withSharedSecret(profile, Secret.ofText(System.getenv("MUNJIGI_JWT_SECRET"))))
                .sharedThrottle(Throttle.UNLIMITED)
                .build();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static final class NoHasher implements PasswordHasher {

        @Override
        public PasswordHash hash(Password password) {
            return PasswordHash.of("none");
        }

        @Override
        public Match verify(Password typed, PasswordHash stored) {
            return Match.YES;
        }

        @Override
        public Legibility examine(PasswordHash stored) {
            return Legibility.READABLE;
        }

        @Override
        public boolean needsReplacement(PasswordHash stored) {
            return false;
        }

        @Override
        public boolean costsLess(PasswordHash stored) {
            return false;
        }

        @Override
        public int maxPasswordBytes() {
            return 4_096;
        }
    }
}
