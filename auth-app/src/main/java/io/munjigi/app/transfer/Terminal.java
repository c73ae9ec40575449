package io.munjigi.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who is at the other end. */
public final class Terminal {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /**
     * Whether somebody looks at standard error. The platform tells it for input and output together alone; so where Linux says more, that
     * counts.
     */
    @SuppressWarnings("SystemConsoleNull") // true of 22 to 24 only, where at worst a line is drawn into a file
    public static boolean isStandardError() {
        return isTerminal(STANDARD_ERROR, System.console() != null);
    }

    static boolean isTerminal(Path descriptor, boolean otherwise) {
        try {
            String device = Files.readSymbolicLink(descriptor).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notOnLinux) {
            return otherwise;
        }
    }
}
