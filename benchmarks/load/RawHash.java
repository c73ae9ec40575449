import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.crypto.PasswordHashing;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a login cannot do without: one verification of a current hash, on one thread, in milliseconds of CPU and of the clock; and how many a
 * second there are on as many threads as cores, which share caches and memory.
 */
class RawHash {

    private static final int WARM_UP = 60;
    private static final int MEASURED = 200;

    public static void main(String[] args) throws InterruptedException {
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
        double cpuMillis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6 / MEASURED;
        double clockMillis = (System.nanoTime() - clock) / 1e6 / MEASURED;
        System.out.printf(
                Locale.ROOT,
                "%.2f %.2f %.1f%n",
                cpuMillis,
                clockMillis,
                perSecond(Runtime.getRuntime().availableProcessors(), () -> hashing.verify(password, hash)));
    }

    private static double perSecond(int threads, Runnable work) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int thread = 0; thread < threads; thread++) {
            Thread started = new Thread(() -> IntStream.range(0, MEASURED).forEach(round -> work.run()));
            started.start();
            all.add(started);
        }
        for (Thread each : all) {
            each.join();
        }
        return threads * MEASURED / ((System.nanoTime() - start) / 1e9);
    }
}
