package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In JVMs of their own: the collector is chosen at the start. */
class SmallHeapTest {

    private static final int MOST_OLD_MB = 200;

    @ParameterizedTest
    @CsvSource({"kept, 0, 80", "as it is, 120, 200"})
    void what_was_live_for_a_while_is_collected_before_the_heap_has_grown_to_its_limit(
            String heap, int leastMb, int mostMb) throws Exception {
        assertThat(megabytes(LiveForAWhile.class, List.of("-Xms" + (MOST_OLD_MB + 8) + "m"), heap))
                .isBetween(leastMb, mostMb);
    }

    @ParameterizedTest
    @CsvSource({"-Xms16m, kept, 20, 40", "-Xms16m, as it is, 60, 80", "-Xms16m -XX:MaxHeapFreeRatio=60, kept, 45, 58"})
    void what_is_free_is_given_back_but_for_what_somebody_wants_to_keep(
            String options, String heap, int leastMb, int mostMb) throws Exception {
        assertThat(megabytes(LiveAndLetGo.class, List.of(options.split(" ", -1)), heap))
                .isBetween(leastMb, mostMb);
    }

    private static int megabytes(Class<?> program, List<String> options, String heap)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + (MOST_OLD_MB + 8) + "m",
                "-Xmn8m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), heap));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Integer.parseInt(printed.strip());
    }

    /**
     * Makes garbage of which each object was live until 20 MB more had come, and prints how many MB of it there were at most. Where they are
     * kept few it waits for that, since it makes more in a moment than any service.
     */
    static final class LiveForAWhile {

        private static final int OBJECTS = 20 << 10;
        private static final long FEW_BYTES = 64L << 20;
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

        private LiveForAWhile() {}

        public static void main(String[] arguments) {
            MemoryPoolMXBean old = old();
            boolean kept = arguments[0].equals("kept");
            if (kept) {
                SmallHeap.keep(Duration.ofMillis(1));
            }
            byte[][] live = new byte[OBJECTS][];
            for (int made = 0; made < 50 * OBJECTS; made++) {
                live[made % OBJECTS] = new byte[1 << 10];
                if (kept && made % 1_000 == 0) {
                    awaitFew(old);
                }
            }
            System.out.println((old.getPeakUsage().getUsed() >> 20) + (live[0].length >> 20));
        }

        private static void awaitFew(MemoryPoolMXBean old) {
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            while (old.getUsage().getUsed() > FEW_BYTES) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("nobody collects them");
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Has 100 MB live, then 20, and prints how many MB there are for what is old when it was collected some times. */
    static final class LiveAndLetGo {

        private static final int COLLECTIONS = 10;

        private LiveAndLetGo() {}

        public static void main(String[] arguments) {
            if (arguments[0].equals("kept")) {
                SmallHeap.keep(Duration.ofHours(1));
            }
            byte[][] live = new byte[100][1 << 20];
            System.gc();
            Arrays.fill(live, 20, live.length, null);
            for (int times = 0; times < COLLECTIONS; times++) {
                System.gc();
            }
            System.out.println((old().getUsage().getCommitted() >> 20) + (live[0].length >> 21));
        }
    }

    private static MemoryPoolMXBean old() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findFirst()
                .orElseThrow();
    }
}
