package io.munjigi.app;

import java.util.logging.LogManager;

/**
 * A log manager that lasts to the end: the ordinary one closes the log at the first sign of the end, when there are still things to say.
 * Public because the platform makes it, by its name.
 */
public final class LastingLogs extends LogManager {

    @Override
    public void reset() {
        // Nothing was set up from outside, so there is nothing to go back to.
    }
}
