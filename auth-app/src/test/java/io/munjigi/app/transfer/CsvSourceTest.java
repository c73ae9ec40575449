package io.munjigi.app.transfer;

import static io.munjigi.app.transfer.Rows.HASH;
import static io.munjigi.app.transfer.Rows.ID;
import static io.munjigi.app.transfer.Rows.account;
import static io.munjigi.app.transfer.Rows.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {

    private static final String UNCLOSED = "opens a quote that is not closed";
    private static final String MALFORMED = "is not well-formed CSV";

    @TempDir
    private Path directory;

    private List<SourceRow> rows(String... lines) {
        return rows(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private List<SourceRow> rows(byte[] bytes) {
        try {
            return Rows.of(new SourceDescription.Csv(Files.write(directory.resolve("users.csv"), bytes)));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void columns_are_found_by_name_in_any_order_and_others_are_passed_over() {
        assertThat(rows(
                        "created_at,Nick,disabled,roles, EMAIL ,hashed_password,id,email_verified",
                        "2024-02-29T12:30:00Z,x,yes,admin; user,ada@example.com," + HASH + "," + ID + ",T"))
                .containsExactly(account(2, "ada@example.com", HASH, List.of("admin", "user"), true, true));
    }

    @Test
    void an_empty_cell_says_nothing() {
        assertThat(rows("email,password_hash,id,roles,email_verified,disabled,created_at", "a@b.example,,,,,,"))
                .containsExactly(account(2, "a@b.example"));
    }

    @Test
    void an_id_of_another_system_is_not_taken_over() {
        assertThat(rows("id,email", "42,a@b.example")).containsExactly(account(2, "a@b.example"));
    }

    @Test
    void quotes_hold_commas_quotes_and_lines() {
        assertThat(rows(
                        "note,email",
                        "\"one, \"\"two\"\"",
                        "",
                        "three\",a@b.example",
                        "\"\",\"c@d.example\"",
                        "in \"the\" middle,e@f.example"))
                .containsExactly(account(2, "a@b.example"), account(5, "c@d.example"), account(6, "e@f.example"));
    }

    @Test
    void lines_end_as_they_like_and_blank_ones_are_passed_over() {
        assertThat(rows("\uFEFFemail,x\r\n\r\na@b.example,\"1\r\n2\"\r\n\nc@d.example,"
                        .getBytes(StandardCharsets.UTF_8)))
                .containsExactly(account(3, "a@b.example"), account(6, "c@d.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "t", "1", "yes", "Yes"})
    void yes_is_written_in_many_ways(String yes) {
        assertThat(Rows.only(rows("email,disabled", "a@b.example," + yes)).disabled())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "f", "0", "no"})
    void no_is_written_in_many_ways(String no) {
        assertThat(Rows.only(rows("email,email_verified", "a@b.example," + no)).emailVerified())
                .isFalse();
    }

    @Test
    void what_is_not_as_it_should_be_is_told_without_being_repeated() {
        assertThat(rows(
                        "email,disabled,created_at",
                        "a@b.example,perhaps,",
                        "a@b.example,,yesterday",
                        ",,",
                        "a@b.example",
                        "a@b.example,,,",
                        "c@d.example,,"))
                .containsExactly(
                        unreadable(2, "disabled is not a boolean"),
                        unreadable(3, "created_at is not a time"),
                        unreadable(4, "email is missing"),
                        unreadable(5, "has 1 cells below 3 columns"),
                        unreadable(6, "has 4 cells below 3 columns"),
                        account(7, "c@d.example"));
    }

    @Test
    void a_quote_that_nobody_closes_costs_its_own_line_alone() {
        assertThat(rows("email,x", "a@b.example,\"1", "c@d.example,2", "e@f.example,\"3\"", "g@h.example,\"4"))
                .containsExactly(
                        unreadable(2, MALFORMED),
                        account(3, "c@d.example"),
                        account(4, "e@f.example"),
                        unreadable(5, UNCLOSED));
    }

    @Test
    void what_stands_behind_a_closed_quote_is_malformed() {
        assertThat(rows("email,x", "a@b.example,\"1\"2", "c@d.example,2"))
                .containsExactly(unreadable(2, MALFORMED), account(3, "c@d.example"));
    }

    @Test
    void a_record_is_bounded_in_lines_and_in_size() {
        String line = "x".repeat(LineReader.LONGEST - 100) + ",y";

        assertThat(rows("email,x", "a@b.example,\"", "c@d.example,2\n".repeat(100)))
                .hasSize(101)
                .startsWith(unreadable(2, UNCLOSED), account(3, "c@d.example"));
        assertThat(rows("email,x", "a@b.example,\"" + line, line + "\"", "e@f.example,2"))
                .startsWith(unreadable(2, UNCLOSED))
                .endsWith(account(4, "e@f.example"));
    }

    @Test
    void hostile_lines_are_refused_and_passed_by() {
        assertThat(rows(
                        "email,x",
                        "\"".repeat(50_001),
                        ",".repeat(50_000),
                        "a@b.example," + "x".repeat(10 * 1024 * 1024),
                        "a\0@b.example,",
                        "a@b.example,\r1",
                        "c@d.example,\0"))
                .containsExactly(
                        unreadable(2, UNCLOSED),
                        unreadable(3, MALFORMED),
                        unreadable(4, "is longer than 64 KiB"),
                        unreadable(5, "email is not text: it holds a NUL, half a character or a replaced one"),
                        unreadable(6, MALFORMED),
                        account(7, "c@d.example"));
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_rather_than_replaced() {
        assertThat(rows("email\n\u00e9@b.example\na@b.example".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(unreadable(2, "is not UTF-8"), account(3, "a@b.example"));
    }

    @Test
    void a_file_without_a_column_of_addresses_is_no_source() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> rows("a@b.example;secret", "c@d.example;secret"))
                .withMessage(directory.resolve("users.csv") + " has no column named email");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> rows(""))
                .withMessage(directory.resolve("users.csv") + " has no first line that names its columns");
    }
}
