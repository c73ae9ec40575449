package io.munjigi.app.transfer;

import static io.munjigi.app.transfer.Rows.HASH;
import static io.munjigi.app.transfer.Rows.ID;
import static io.munjigi.app.transfer.Rows.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountWriterTest {

    private static byte[] written(AccountRow... accounts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AccountWriter writer = new AccountWriter(bytes)) {
            for (AccountRow account : accounts) {
                writer.write(account);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void an_account_is_one_line() {
        String text = new String(
                written(
                        account(1, "ada@example.com", HASH, List.of("admin", "user"), true, false),
                        account(2, "\u00e9\"\n@b.example")),
                StandardCharsets.UTF_8);

        assertThat(text)
                .isEqualTo(
                        "{\"id\":\"" + ID + "\",\"email\":\"ada@example.com\",\"email_verified\":true,"
                                + "\"roles\":[\"admin\",\"user\"],\"disabled\":false,\"created_at\":\"2024-02-29T12:30:00Z\","
                                + "\"password_hash\":\"" + HASH + "\"}\n"
                                + "{\"email\":\"\u00e9\\\"\\n@b.example\",\"email_verified\":false,\"roles\":[],\"disabled\":false}\n");
    }

    @Test
    void what_was_written_is_what_is_read() {
        AccountRow[] accounts = {
            account(1, "ada@example.com", HASH, List.of("admin", "user"), true, false),
            account(2, "bob@example.com", "{\"credentialData\":\"{}\",\"secretData\":\"{}\"}", List.of(), false, true),
            account(3, "\ud83d\ude00\u2028\\\"@b.example"),
        };

        assertThat(Rows.ofLines(written(accounts))).containsExactly(accounts);
    }

    @Test
    void a_hash_is_not_in_the_text_of_a_row() {
        assertThat(account(1, "ada@example.com", HASH, List.of(), true, false).toString())
                .doesNotContain(HASH);
    }

    @Test
    void what_cannot_be_written_is_said() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> {
            try (AccountWriter writer = new AccountWriter(full)) {
                writer.write(account(1, "a@b.example"));
            }
        });
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> {
            AccountWriter writer = new AccountWriter(full);
            for (int row = 1; row < 10_000; row++) {
                writer.write(account(row, "a@b.example"));
            }
        });
    }
}
