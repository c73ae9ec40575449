package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In JVMs of their own: the collector is chosen at the start. */
class SmallHeapTest {

    private static final int MOST_OLD_MB = 200;

    @ParameterizedTest
    @CsvSource({"kept, 0, 80", "as it is, 120, 200"})
    void what_was_live_for_a_while_is_collected_before_the_heap_has_grown_to_its_limit(
            String heap, int leastMb, int mostMb) throws Exception {
        assertThat(mostOldMb(heap)).isBetween(leastMb, mostMb);
    }

    private static int mostOldMb(String heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms" + (MOST_OLD_MB + 8) + "m",
                        "-Xmx" + (MOST_OLD_MB + 8) + "m",
                        "-Xmn8m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LiveForAWhile.class.getName(),
                        heap)
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
            MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Tenured Gen"))
                    .findFirst()
                    .orElseThrow();
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
}
