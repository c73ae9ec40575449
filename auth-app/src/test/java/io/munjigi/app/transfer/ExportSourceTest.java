package io.munjigi.app.transfer;

import static io.munjigi.app.transfer.Rows.ID;
import static io.munjigi.app.transfer.Rows.account;
import static io.munjigi.app.transfer.Rows.unreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportSourceTest {

    private static final String SIGNER_KEY =
            "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";
    private static final FirebaseParameters PARAMETERS = new FirebaseParameters(SIGNER_KEY, "Bw==", 8, 14);

    @TempDir
    private Path directory;

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve("export.json"), text);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private List<SourceRow> firebase(String users) {
        return Rows.of(new SourceDescription.Firebase(file("{\"users\": [" + users + "]}"), PARAMETERS));
    }

    private List<SourceRow> keycloak(String users) {
        return Rows.of(new SourceDescription.Keycloak(
                file("{\"id\":\"r\",\"realm\":\"r\",\"roles\":{\"users\":[{}]},\"users\":[" + users + "],\"x\":[]}")));
    }

    @Test
    void a_user_of_firebase_is_taken_with_all_that_verifying_its_password_takes() {
        AccountRow row = Rows.only(firebase("""
                {"localId": "Zk9XQ2ZUe3Pq0Yk3Yk1c3d2e1f0g", "email": "ada@example.com", "emailVerified": true,
                 "passwordHash": "lSrfV15cpx95_sZS2W9c9Kp6i_LVgQNDNC_qzrCnh1SAyZvqmZqAjTdn3aoItz-VHjoZilo78198JAdRuid5lQ==",
                 "salt": "42xEC-ixf3L2lw==", "displayName": "Ada", "photoUrl": "", "lastSignedInAt": "1700000000001",
                 "createdAt": "1700000000000", "disabled": true, "providerUserInfo": [{"email": "other@example.com"}]}
                """));

        assertThat(row.email()).isEqualTo("ada@example.com");
        assertThat(row.id()).isNull();
        assertThat(row.emailVerified()).isTrue();
        assertThat(row.disabled()).isTrue();
        assertThat(row.roles()).isEmpty();
        assertThat(row.createdAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(Rows.hash(row))
                .isEqualTo("$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$"
                        + "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=="
                        + "$Bw==$" + SIGNER_KEY);
    }

    @Test
    void a_user_of_firebase_without_a_password_has_no_hash() {
        assertThat(firebase("{\"email\":\"a@b.example\",\"createdAt\":1700000000000}"))
                .singleElement()
                .extracting(row -> ((AccountRow) row).passwordHash())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"localId\":\"x\",\"phoneNumber\":\"+1\"}                    | email is missing",
                "{\"email\":\"s@b.c\",\"email\":\"s@b.c\"}                     | email is given twice",
                "{\"email\":{\"deep\":[[{}]]},\"disabled\":false}              | email is not a string",
                "{\"email\":\"s@b.c\",\"passwordHash\":\"*\",\"salt\":\"AA==\"} | passwordHash is not Base64",
                "{\"email\":\"s@b.c\",\"passwordHash\":\"AA==\"}               | salt is missing",
                "{\"email\":\"s@b.c\",\"createdAt\":\"now\"}                   | createdAt is not a number",
                "{\"email\":\"s@b.c\",\"createdAt\":1e99}                      | createdAt is not a number of milliseconds",
                "{\"email\":\"s@b.c\",\"createdAt\":99999999999999999999999}   | createdAt is not a number of milliseconds",
                "{\"email\":\"s@b.c\",\"createdAt\":9223372036854775807}       | created_at is not a time",
                "[[1],{\"email\":\"s@b.c\"}]                                   | is not a JSON object",
                "[]                                                            | is not a JSON object",
                "null                                                          | is not a JSON object",
            })
    void what_is_no_account_does_not_stop_the_rest(String user, String reason) {
        assertThat(firebase("{\"email\":\"a@b.example\"}," + user + ",{\"email\":\"c@d.example\"}"))
                .containsExactly(account(1, "a@b.example"), unreadable(2, reason), account(3, "c@d.example"));
    }

    @Test
    void a_hash_that_firebase_left_out_is_no_hash() {
        assertThat(firebase("{\"email\":\"a@b.example\",\"passwordHash\":\"UkVEQUNURUQ=\",\"salt\":\"AA==\"}"))
                .containsExactly(unreadable(
                        1, "passwordHash was left out by Firebase; export as one who may see the hash configuration"));
    }

    @Test
    void a_user_of_keycloak_is_taken_with_its_password_but_without_its_roles() {
        AccountRow row = Rows.only(keycloak("""
                {"id": "%s", "username": "ada", "email": "ada@example.com", "emailVerified": true, "enabled": false,
                 "createdTimestamp": 1700000000000, "totp": false, "realmRoles": ["admin"], "attributes": {"a": ["b"]},
                 "credentials": [
                   {"id": "1", "type": "otp", "secretData": "{}", "credentialData": "{}"},
                   {"id": "2", "type": "password", "userLabel": "mine", "createdDate": 1700000000000,
                    "secretData": "{\\"value\\":\\"eA==\\",\\"salt\\":\\"eQ==\\"}",
                    "credentialData": "{\\"hashIterations\\":5,\\"algorithm\\":\\"argon2\\"}"}]}
                """.formatted(ID)));

        assertThat(row.email()).isEqualTo("ada@example.com");
        assertThat(row.id()).isEqualTo(new UserId(UUID.fromString(ID)));
        assertThat(row.emailVerified()).isTrue();
        assertThat(row.disabled()).isTrue();
        assertThat(row.roles()).isEmpty();
        assertThat(row.createdAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(Rows.hash(row))
                .isEqualTo("{\"credentialData\":\"{\\\"hashIterations\\\":5,\\\"algorithm\\\":\\\"argon2\\\"}\","
                        + "\"secretData\":\"{\\\"value\\\":\\\"eA==\\\",\\\"salt\\\":\\\"eQ==\\\"}\"}");
    }

    @Test
    void a_faulty_credential_does_not_stop_the_rest() {
        assertThat(keycloak("{\"email\":\"a@b.example\",\"credentials\":[{\"type\":\"password\"},{\"type\":[{}]}]},"
                        + "{\"email\":\"a@b.example\",\"credentials\":[[{\"x\":1}]]},"
                        + "{\"username\":\"service-account-x\"},"
                        + "{\"email\":\"c@d.example\",\"credentials\":[]}"))
                .containsExactly(
                        unreadable(1, "the password lacks credentialData or secretData"),
                        unreadable(2, "is not a JSON object"),
                        unreadable(3, "email is missing"),
                        account(4, "c@d.example"));
    }

    @Test
    void bytes_that_are_no_utf_8_cost_their_own_user_alone() throws IOException {
        String text = "\uFEFF{\"users\":[{\"email\":\"\u00e9@b.example\"},{\"email\":\"c@d.example\"}]}";
        Path file =
                Files.write(directory.resolve("latin.json"), text.substring(1).getBytes(StandardCharsets.ISO_8859_1));
        Path marked = Files.writeString(directory.resolve("marked.json"), text);

        assertThat(Rows.of(new SourceDescription.Keycloak(file)))
                .containsExactly(
                        unreadable(1, "email is not text: it holds a NUL, half a character or a replaced one"),
                        account(2, "c@d.example"));
        assertThat(Rows.of(new SourceDescription.Keycloak(marked)))
                .containsExactly(account(1, "\u00e9@b.example"), account(2, "c@d.example"));
    }

    @Test
    void a_huge_text_that_nobody_asked_for_is_passed_over() {
        assertThat(firebase("{\"photoUrl\":\"" + "x".repeat(5_000_000) + "\",\"email\":\"a@b.example\"}"))
                .containsExactly(account(1, "a@b.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"c@d.example\"",
                "{\"email\":\"c@d.example",
                "{\"email\":c@d.example},{}",
                "{\"email\":1",
            })
    void what_ceases_to_be_json_ends_the_reading_and_says_where(String rest) {
        Path file = file("{\"users\": [\n{\"email\":\"a@b.example\"},\n" + rest);

        try (AccountSource source =
                AccountSources.open(new SourceDescription.Keycloak(file), InputStream.nullInputStream())) {
            assertThat(source.next()).contains(account(1, "a@b.example"));
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(source::next)
                    .withMessage("%s cannot be read from line 3 on: that is not well-formed JSON, or too large", file);
        }
    }

    @Test
    void a_text_or_a_nesting_beyond_all_measure_ends_the_reading() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> firebase("{\"email\":\"" + "x".repeat(5_000_000) + "\"}"));
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> firebase("{\"x\":" + "[".repeat(100_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[{\"users\":[]}]      | is not an export: it is no JSON object",
                "{\"realm\":\"x\"}     | is not an export with users: it has no array \"users\"",
                "{\"users\":{\"a\":1}} | is not an export with users: it has no array \"users\"",
                "secret                | cannot be read from line 1 on: that is not well-formed JSON, or too large",
            })
    void what_is_no_export_is_no_source(String text, String reason) {
        Path file = file(text);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Rows.of(new SourceDescription.Keycloak(file)))
                .withMessage(file + " " + reason);
    }

    @Test
    void after_the_end_there_is_nothing() {
        try (AccountSource source = AccountSources.open(
                new SourceDescription.Keycloak(file("{\"users\":[],\"more\":[{}]}")), InputStream.nullInputStream())) {
            assertThat(source.next()).isEmpty();
            assertThat(source.next()).isEmpty();
            assertThat(source.unit()).isEqualTo("user");
        }
    }

    @Test
    void parameters_that_firebase_does_not_have_are_refused_and_hidden() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new FirebaseParameters("s*cret", "", 8, 14))
                .withMessage("the signer key is not Base64");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new FirebaseParameters("", "", 8, 14));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new FirebaseParameters("AA==", "", 9, 14));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new FirebaseParameters("AA==", "", 8, 15));
        assertThat(PARAMETERS).hasToString("FirebaseParameters[hidden]");
        assertThat(new FirebaseParameters("-_8", "", 1, 1).signerKey()).isEqualTo("+/8=");
    }
}
