import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.crypto.PasswordHashing;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What a login cannot do without: one verification of a current hash, on one thread, in milliseconds of CPU and of the clock. */
class RawHash {

    private static final int WARM_UP = 60;
    private static final int MEASURED = 200;

    public static void main(String[] args) {
        PasswordHashing hashing = PasswordHashing.argon2id();
        Password password = Password.of("correct horse battery");
        PasswordHash hash = hashing.hash(password);
        long cpu = 0;
        long clock = 0;
        for (int round = -WARM_UP; round < MEASURED; round++) {
            if (round == 0) {
                cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                clock = System.nanoTime();
            }
            hashing.verify(password, hash);
        }
        System.out.printf(
                Locale.ROOT,
                "%.2f %.2f%n",
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6 / MEASURED,
                (System.nanoTime() - clock) / 1e6 / MEASURED);
    }
}
