package io.munjigi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

class JsonFormatterTest {

    private static final String REQUEST = "request method=POST route=/auth/login status=401 ms=26 user=- "
            + "request_id=35154fb1dc8d1251 address=2001:db8::7";

    private static LogRecord event(@Nullable String logger, String message) {
        LogRecord event = new LogRecord(Level.INFO, message);
        event.setLoggerName(logger);
        event.setInstant(Instant.parse("2026-11-23T09:15:00.1Z"));
        return event;
    }

    private static String formatted(LogRecord event) {
        String line = new JsonFormatter().format(event);
        assertThat(line).endsWith("}" + System.lineSeparator()).hasLineCount(1);
        return line.strip();
    }

    private static String formatted(String message) {
        return formatted(event("io.munjigi.http", message));
    }

    /** What a strict reader makes of a member; it refuses a member that comes twice. */
    private static @Nullable String read(String json, String member) {
        JsonFactory strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        String found = null;
        try (JsonParser parser = strict.createParser(ObjectReadContext.empty(), json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                found = name.equals(member) ? parser.getString() : found;
            }
            assertThat(parser.nextToken()).isNull();
        }
        return found;
    }

    @Test
    void an_event_is_one_object_with_the_fields_of_its_line() {
        assertThat(formatted(REQUEST))
                .isEqualTo("{\"time\":\"2026-11-23T09:15:00.100Z\",\"level\":\"INFO\",\"logger\":\"io.munjigi.http\","
                        + "\"message\":\"" + REQUEST + "\",\"method\":\"POST\",\"route\":\"/auth/login\","
                        + "\"status\":401,\"ms\":26,\"user\":\"-\",\"request_id\":\"35154fb1dc8d1251\","
                        + "\"address\":\"2001:db8::7\"}");
    }

    @Test
    void what_may_be_a_number_or_not_is_always_text() {
        String line = formatted("defect request_id=12 status=9x");

        assertThat(line).contains("\"request_id\":\"12\"", "\"status\":\"9x\"");
    }

    @Test
    void nothing_that_was_sent_can_end_a_line_steer_a_terminal_or_leave_its_string() {
        String sent = "a\r\nb\u001b[31m\u2028\u202e\0\u007f\u009b\ud800\"},{\\ \udb40\udc41";

        String line = formatted(sent);

        assertThat(line.codePoints().allMatch(LineFormatter::isPlain)).isTrue();
        assertThat(read(line, "message")).isEqualTo(sent);
    }

    @Test
    void no_text_takes_the_place_of_a_member_that_is_there() {
        String line = formatted(
                "request user=ada time=0 level=SEVERE logger=x message=y exception=z user=root =1 a=b=c x\u0000=1");

        assertThat(read(line, "time")).isEqualTo("2026-11-23T09:15:00.100Z");
        assertThat(read(line, "level")).isEqualTo("INFO");
        assertThat(read(line, "logger")).isEqualTo("io.munjigi.http");
        assertThat(read(line, "message")).startsWith("request user=ada");
        assertThat(read(line, "user")).isEqualTo("ada");
        assertThat(read(line, "exception")).isNull();
    }

    @Test
    void how_far_the_audit_trail_was_sealed_stands_there_as_audit_verify_looks_for_it() {
        String sealed = "audit sealed batch=7 events=9 head=" + "0a".repeat(32);

        assertThat(formatted(sealed)).contains("\"" + sealed + "\"", "\"batch\":7,\"events\":9,\"head\":\"0a");
    }

    @Test
    void messages_of_libraries_are_not_taken_apart() {
        String line = formatted(event("org.eclipse.jetty", "what came: user=root"));

        assertThat(read(line, "user")).isNull();
        assertThat(read(formatted(event(null, "user=root")), "user")).isNull();
    }

    @Test
    void an_exception_is_a_member_with_its_causes() {
        LogRecord event = event("io.munjigi.http", "defect request_id=7");
        event.setThrown(new IllegalStateException("two\nlines user=root", new IllegalArgumentException("the cause")));

        String line = formatted(event);

        assertThat(read(line, "exception"))
                .startsWith("java.lang.IllegalStateException: two\nlines")
                .contains("caused by: java.lang.IllegalArgumentException: the cause");
        assertThat(read(line, "user")).isNull();
    }
}
