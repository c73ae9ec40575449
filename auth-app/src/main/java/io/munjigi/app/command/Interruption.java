package io.munjigi.app.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish of whoever sits at the terminal, or stops the process, that work ends: it then has some seconds to come to a good place. */
final class Interruption implements AutoCloseable {

    /** More than any step takes. Who waits for standard input meanwhile is not waited for. */
    private static final long LONGEST_WAIT_SECONDS = 5;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForTheWork, "munjigi-interruption");
    private volatile boolean requested;
    private volatile Runnable lastWords = () -> {};

    private Interruption() {}

    /** Listens from now on until it is closed. */
    static Interruption awaited() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What is to be said if the work does not come to an end in time. */
    void lastWords(Runnable words) {
        lastWords = words;
    }

    boolean isRequested() {
        return requested;
    }

    private void waitForTheWork() {
        requested = true;
        try {
            if (!done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                lastWords.run();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It has done its work.
        }
    }
}
