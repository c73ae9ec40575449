package io.munjigi.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the heap near what is live. The serial collector of newer JVMs looks at what is old when the heap is at its limit, and not before; and
 * the limit is for what is rare, such as a hash of 256 MiB from elsewhere. So it is asked to look when what is old has grown by half, and
 * by {@value #LEAST_GROWTH_MB} MB at least. It takes some 50 ms then: once in minutes or hours, or every few seconds at full speed. What
 * is free then goes back to the system, but for a little. Other collectors see to that themselves.
 */
public final class SmallHeap {

    private static final int LEAST_GROWTH_MB = 12;

    /** Nor is it asked more often, whatever garbage those make who guess at passwords with dear hashes. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /**
     * In per cent of what is old, when it has been collected; the JVM's own are 40 and 70. With 10, JDK 17 collected all that is old each second at
     * full speed, and with this every other: it does so whenever that is full.
     */
    private static final String LEAST_FREE = "25";

    private static final String MOST_FREE = "30";

    /** What only the serial collector calls so. */
    private static final String OLD = "Tenured Gen";

    private SmallHeap() {}

    /** From now on, for the whole process: to be called once. */
    public static void keep() {
        keep(BETWEEN_LOOKS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // there is nothing in it that fails
    static void keep(Duration betweenLooks) {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(OLD)) {
                giveBackWhatIsFree(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
                thread().scheduleWithFixedDelay(
                                () -> look(pool),
                                betweenLooks.toMillis(),
                                betweenLooks.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Unless somebody has said how much of it. */
    private static void giveBackWhatIsFree(HotSpotDiagnosticMXBean jvm) {
        if (isUnsaid(jvm, "MinHeapFreeRatio") && isUnsaid(jvm, "MaxHeapFreeRatio")) {
            jvm.setVMOption("MinHeapFreeRatio", LEAST_FREE);
            jvm.setVMOption("MaxHeapFreeRatio", MOST_FREE);
        }
    }

    private static boolean isUnsaid(HotSpotDiagnosticMXBean jvm, String option) {
        return jvm.getVMOption(option).getOrigin() == VMOption.Origin.DEFAULT;
    }

    private static ScheduledExecutorService thread() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "munjigi-heap");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    private static void look(MemoryPoolMXBean old) {
        long live = old.getCollectionUsage().getUsed(); // after the last collection, whoever asked for it
        if (old.getUsage().getUsed() - live > Math.max(live / 2, (long) LEAST_GROWTH_MB << 20)) {
            System.gc();
        }
    }
}
