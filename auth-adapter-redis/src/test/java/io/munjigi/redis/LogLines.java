package io.munjigi.redis;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged here meanwhile, instead of on the console. */
final class LogLines extends Handler {

    private static final Logger LOGGER = Logger.getLogger("io.munjigi.redis");

    private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();

    LogLines() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    /** The lines so far, each after its level. */
    List<String> soFar() {
        SimpleFormatter formatter = new SimpleFormatter();
        return records.stream()
                .map(line -> line.getLevel() + " " + formatter.formatMessage(line))
                .toList();
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
