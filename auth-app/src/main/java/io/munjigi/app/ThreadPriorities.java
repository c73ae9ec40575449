package io.munjigi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Whether the operating system heeds the priorities of Java threads. On Linux it does where the JVM was told so, as {@code ./munjigi} does;
 * elsewhere it is not known.
 */
final class ThreadPriorities {

    /** Of the thread that reads it; see {@code proc(5)}. */
    private static final Path OF_THIS_THREAD = Path.of("/proc/thread-self/stat");

    /** This control group's quota of processor time; see the kernel's documentation of cgroup v2. */
    private static final Path QUOTA = Path.of("/sys/fs/cgroup/cpu.max");

    /** Counted from behind the thread's name, which may hold anything and ends with the last parenthesis. */
    private static final int FIELD_OF_NICENESS = 17;

    private ThreadPriorities() {}

    /**
     * Whether a thread of the least priority gives way to one of the usual priority. Not where the process has a quota of processor time:
     * who is nicer spends it all the same, and then everybody waits.
     */
    @SuppressWarnings("ThreadPriorityCheck") // it is what is asked about
    static boolean areHeeded() {
        FutureTask<Integer> niceness = new FutureTask<>(ThreadPriorities::niceness);
        Thread least = new Thread(niceness, "munjigi-priority");
        least.setDaemon(true);
        least.setPriority(Thread.MIN_PRIORITY);
        least.start();
        try {
            return niceness.get() > niceness() && !hasQuota();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | IOException | RuntimeException unknown) {
            return false;
        }
    }

    private static boolean hasQuota() throws IOException {
        return Files.exists(QUOTA) && !Files.readString(QUOTA).startsWith("max");
    }

    private static int niceness() throws IOException {
        String stat = Files.readString(OF_THIS_THREAD);
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[FIELD_OF_NICENESS - 1]);
    }
}
