package io.munjigi.app.transfer;

import static io.munjigi.app.transfer.Rows.HASH;
import static io.munjigi.app.transfer.Rows.ID;
import static io.munjigi.app.transfer.Rows.account;
import static io.munjigi.app.transfer.Rows.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesSourceTest {

    private static final String MALFORMED = "is not well-formed JSON, or gives a member twice";
    private static final String NO_TEXT = " is not text: it holds a NUL, half a character or a replaced one";

    @Test
    void every_member_is_taken() {
        assertThat(Rows.ofLines("{\"email\":\"ada@example.com\",\"password_hash\":\"" + HASH + "\",\"id\":\"" + ID
                        + "\",\"roles\":[\"admin\",\"user\"],\"email_verified\":true,\"disabled\":true,"
                        + "\"created_at\":\"2024-02-29T13:30:00+01:00\"}"))
                .containsExactly(account(1, "ada@example.com", HASH, List.of("admin", "user"), true, true));
    }

    @Test
    void an_address_is_enough_and_what_is_null_or_unknown_is_passed_over() {
        assertThat(Rows.ofLines(
                        "{\"email\":\"a@b.example\"}",
                        "{\"name\":{\"first\":[1,{}]},\"email\":\"a@b.example\",\"id\":null,\"roles\":null,\"x\":1e9}"))
                .containsExactly(account(1, "a@b.example"), account(2, "a@b.example"));
    }

    @Test
    void a_hash_may_be_called_hashed_password() {
        AccountRow row = Rows.only(Rows.ofLines("{\"email\":\"a@b.example\",\"hashed_password\":\"" + HASH + "\"}"));

        assertThat(Rows.hash(row)).isEqualTo(HASH);
    }

    @Test
    void a_credential_of_keycloak_is_kept_as_compact_json() {
        AccountRow row = Rows.only(
                Rows.ofLines(
                        "{\"email\":\"a@b.example\", \"password_hash\": "
                                + "{ \"credentialData\": {\"hashIterations\": 27500}, \"secretData\": \"{\\\"value\\\":\\\"eA==\\\"}\" } }"));

        assertThat(Rows.hash(row))
                .isEqualTo("{\"credentialData\":{\"hashIterations\":27500},"
                        + "\"secretData\":\"{\\\"value\\\":\\\"eA==\\\"}\"}");
    }

    @Test
    void a_malformed_line_does_not_stop_the_rest() {
        assertThat(Rows.ofLines(
                        "{\"email\":", "{\"email\":\"a@b.example\"}", "nonsense", "{\"email\":\"c@d.example\"}"))
                .containsExactly(
                        unreadable(1, MALFORMED),
                        account(2, "a@b.example"),
                        unreadable(3, MALFORMED),
                        account(4, "c@d.example"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}                                                | email is missing",
                "{\"email\":null}                                  | email is missing",
                "{\"email\":1}                                     | email is not a string",
                "{\"email\":[\"secret@b.c\"]}                      | email is not a string",
                "{\"email\":\"secret@b.c\",\"id\":7}               | id is not a string",
                "{\"email\":\"secret@b.c\",\"id\":\"secret\"}      | id is not a UUID in its canonical form",
                "{\"email\":\"secret@b.c\",\"roles\":\"admin\"}    | roles is not an array",
                "{\"email\":\"secret@b.c\",\"roles\":[null]}       | a role is not a string",
                "{\"email\":\"secret@b.c\",\"disabled\":\"no\"}    | disabled is not a boolean",
                "{\"email\":\"secret@b.c\",\"email_verified\":1}   | email_verified is not a boolean",
                "{\"email\":\"secret@b.c\",\"password_hash\":1}    | password_hash is not a string",
                "{\"email\":\"secret@b.c\",\"password_hash\":[]}   | password_hash is not a string",
                "{\"email\":\"secret@b.c\",\"created_at\":1}       | created_at is not a string",
                "{\"email\":\"secret@b.c\",\"created_at\":\"2024-02-30T00:00:00Z\"}       | created_at is not a time",
                "{\"email\":\"secret@b.c\",\"created_at\":\"2024-02-29 00:00:00\"}        | created_at is not a time",
                "{\"email\":\"secret@b.c\",\"created_at\":\"+999999999-01-01T00:00:00Z\"} | created_at is not a time",
                "{\"email\":\"secret@b.c\",\"password_hash\":\"x\",\"hashed_password\":\"x\"} | password_hash is given twice",
                "{\"email\":\"secret@b.c\"} {}                     | holds more than one JSON object",
                "[\"secret@b.c\"]                                  | is not a JSON object",
                "\"secret@b.c\"                                    | is not a JSON object",
                "null                                              | is not a JSON object",
            })
    void what_is_not_as_it_should_be_is_told_without_being_repeated(String line, String reason) {
        assertThat(Rows.ofLines(line)).containsExactly(unreadable(1, reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"a@b.example\",\"email\":\"a@b.example\"}",
                "{\"email\":\"a@b.example\",\"x\":1,\"x\":2}",
                "{\"email\":\"a@b.example\",\"password_hash\":{\"secretData\":\"1\",\"secretData\":\"2\"}}",
                "{\"email\":\"a@b.example\"",
                "{\"email\":\"a@b.example}",
                "{\"email\":\"a@b.example\"}}",
                "{\"email\":\"a@b\0.example\"}",
                "{'email':'a@b.example'}",
                "{\"email\":\"a@b.example\",}",
                "{\"email\":\"\\ud83x\"}",
                "{\"email\":\"a@b.example\",\"x\":NaN}",
            })
    void what_is_no_json_or_gives_a_member_twice_is_malformed(String line) {
        assertThat(Rows.ofLines(line, "{\"email\":\"c@d.example\"}"))
                .containsExactly(unreadable(1, MALFORMED), account(2, "c@d.example"));
    }

    @Test
    void hostile_lines_are_refused_and_passed_by() {
        assertThat(Rows.ofLines(
                        "[".repeat(60_000),
                        "{\"a\":".repeat(10_000),
                        "{\"email\":\"a@b.example\",\"x\":" + "9".repeat(50_000) + "}",
                        "{\"email\":\"a\\u0000@b.example\"}",
                        "{\"email\":\"\\ud800@b.example\"}",
                        "{\"email\":\"a@b.example\",\"roles\":[\"\\udc00\\ud800\"]}",
                        "{\"email\":\"a@b.example\",\"password_hash\":\"\\u0000\"}",
                        "{\"email\":\"\\ud83d\\ude00@b.example\"}"))
                .containsExactly(
                        unreadable(1, "is not a JSON object"),
                        unreadable(2, MALFORMED),
                        unreadable(3, MALFORMED),
                        unreadable(4, "email" + NO_TEXT),
                        unreadable(5, "email" + NO_TEXT),
                        unreadable(6, "roles" + NO_TEXT),
                        unreadable(7, "password_hash" + NO_TEXT),
                        account(8, "\ud83d\ude00@b.example"));
    }

    @Test
    void lines_end_as_they_like_and_blank_ones_are_passed_over() {
        String text =
                "\uFEFF{\"email\":\"a@b.example\"}\r\n\r\n   \n{\"email\":\"c@d.example\"}\n\n{\"email\":\"e@f.example\"}";

        assertThat(Rows.ofLines(text))
                .containsExactly(account(1, "a@b.example"), account(4, "c@d.example"), account(6, "e@f.example"));
        assertThat(Rows.ofLines("")).isEmpty();
        assertThat(Rows.ofLines("\uFEFF\n")).isEmpty();
    }

    @Test
    void a_byte_order_mark_is_one_at_the_start_alone() {
        assertThat(Rows.ofLines("", "\uFEFF{\"email\":\"a@b.example\"}")).containsExactly(unreadable(2, MALFORMED));
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_rather_than_replaced() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"email\":\"".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xC0, (byte) 0x80});
        bytes.writeBytes("@b.example\"}\n{\"email\":\"\u00e9@b.example\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(Rows.ofLines(bytes.toByteArray()))
                .containsExactly(unreadable(1, "is not UTF-8"), account(2, "\u00e9@b.example"));
    }

    @Test
    void the_longest_line_is_taken_and_a_longer_one_refused() {
        String start = "{\"email\":\"a@b.example\",\"x\":\"";
        String longest = start + "x".repeat(LineReader.LONGEST - start.length() - 2) + "\"}";

        assertThat(Rows.ofLines(longest, longest + "\r", longest + " ", longest + "\r ", longest))
                .containsExactly(
                        account(1, "a@b.example"),
                        account(2, "a@b.example"),
                        unreadable(3, "is longer than 64 KiB"),
                        unreadable(4, "is longer than 64 KiB"),
                        account(5, "a@b.example"));
    }

    @Test
    void the_share_grows_to_the_whole_where_the_size_is_known(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("users.ndjson"), "{\"email\":\"a@b.example\"}\n".repeat(5_000));

        try (AccountSource source =
                AccountSources.open(new SourceDescription.JsonLines(file), InputStream.nullInputStream())) {
            assertThat(source.share()).hasValue(0);
            source.next();
            assertThat(source.share().orElseThrow()).isBetween(0.1, 0.5);
            assertThat(Rows.of(source)).hasSize(4_999);
            assertThat(source.share()).hasValue(1);
            assertThat(source.unit()).isEqualTo("line");
        }
    }

    @Test
    void the_share_of_standard_input_is_not_known() {
        try (AccountSource source =
                AccountSources.open(new SourceDescription.StandardInput(), InputStream.nullInputStream())) {
            assertThat(source.share()).isEmpty();
        }
    }

    @Test
    void input_that_fails_ends_the_reading() {
        InputStream failing = new PipedInputStream();
        InputStream input = new SequenceInputStream(
                new ByteArrayInputStream("{\"email\":\"a@b.example\"}\n".getBytes(StandardCharsets.UTF_8)), failing);

        try (AccountSource source = AccountSources.open(new SourceDescription.StandardInput(), input)) {
            assertThat(source.next()).contains(account(1, "a@b.example"));
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(source::next)
                    .withMessage("standard input cannot be read any further");
        }
    }

    @Test
    void a_file_that_is_missing_or_a_directory_is_no_source(@TempDir Path directory) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Rows.of(new SourceDescription.JsonLines(directory.resolve("none.jsonl"))))
                .withMessage("there is no file " + directory.resolve("none.jsonl"));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Rows.of(new SourceDescription.JsonLines(directory)))
                .withMessage(directory + " is a directory");
    }
}
