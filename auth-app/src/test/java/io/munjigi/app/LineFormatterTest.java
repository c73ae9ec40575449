package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {

    private static LogRecord event(String message) {
        LogRecord event = new LogRecord(Level.INFO, message);
        event.setLoggerName("io.munjigi.http");
        event.setInstant(Instant.parse("2026-11-23T09:15:00.1Z"));
        return event;
    }

    @Test
    void an_event_is_one_line_with_its_time_in_utc() {
        assertThat(new LineFormatter().format(event("request status=200")))
                .isEqualTo("2026-11-23T09:15:00.100Z INFO io.munjigi.http request status=200\n");
    }

    @Test
    void nothing_that_was_sent_can_end_a_line_or_steer_a_terminal() {
        String line = new LineFormatter().format(event("a\r\nb\u001b[31m\u2028\u202e\0\ud800"));

        assertThat(line)
                .endsWith("a\\u000d\\u000ab\\u001b[31m\\u2028\\u202e\\u0000\\ud800\n")
                .hasLineCount(1);
    }

    @Test
    void an_exception_stands_on_the_same_line_with_its_causes() {
        LogRecord event = event("defect");
        event.setThrown(new IllegalStateException("two\nlines", new IllegalArgumentException("the cause")));

        assertThat(new LineFormatter().format(event))
                .hasLineCount(1)
                .contains(
                        "IllegalStateException: two\\u000alines at io.munjigi", "caused by: java.lang.IllegalArgument");
    }
}
