package io.munjigi.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.app.Setting;
import io.munjigi.app.command.TypedCommands.Outcome;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.crypto.PasswordHashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not about accounts: migrations, keys, settings, the doctor, the audit trail and tokens. */
class OperationsTest {

    @TempDir
    private Path directory;

    private final TypedCommands commands = new TypedCommands();

    @Test
    void a_dry_run_says_what_would_be_applied_and_makes_no_file() {
        commands.with("MUNJIGI_DATABASE_URL", "")
                .with("MUNJIGI_DATA_DIR", directory.resolve("data").toString());

        assertThat(commands.type("migrate", "--dry-run").out()).startsWith("would be applied: 1 accounts");
        assertThat(directory).isEmptyDirectory();
        assertThat(commands.type("migrate").out()).startsWith("applied: 1 accounts");
        assertThat(commands.type("migrate").out()).isEqualTo("the database is up to date\n");
        assertThat(commands.type("migrate", "--dry-run", "--json").out())
                .isEqualTo("{\"dry_run\":true,\"pending\":[]}\n");
    }

    @Test
    void keys_are_listed_rotated_revoked_and_resealed() {
        String first = commands.type("keys", "list").out().split(" ", 2)[0];

        assertThat(commands.type("keys", "rotate").out()).contains(" signs from ");
        assertThat(commands.type("keys", "list").out()).hasLineCount(2).contains("published", "signing");
        assertThat(commands.type("keys", "revoke", first).exit()).isZero();
        assertThat(commands.type("keys", "list").out()).doesNotContain(first);
        assertThat(commands.type("keys", "revoke", first).exit()).isEqualTo(5);
        assertThat(commands.type("keys", "reseal").out()).contains("keys are sealed under the master secret");
        assertThat(commands.with("MUNJIGI_JWT_SECRET", "0123456789abcdef0123456789abcdef")
                        .type("keys", "rotate")
                        .exit())
                .isEqualTo(5);
    }

    @Test
    void settings_are_shown_with_their_origin_and_without_secrets() throws IOException {
        Path file = Files.writeString(directory.resolve("munjigi.properties"), "MUNJIGI_AUDIENCE=shop\n");
        commands.with("MUNJIGI_CONFIG", file.toString())
                .with("MUNJIGI_DATABASE_URL", "jdbc:postgresql://u:canary@db/auth?password=canary")
                .with("MUNJIGI_JWT_SECRET", "canary-canary-canary-canary-canary");

        Outcome shown = commands.type("config", "show");

        assertThat(shown.out())
                .hasLineCount(Setting.values().length)
                .contains("MUNJIGI_AUDIENCE = shop  [file]", "MUNJIGI_JWT_SECRET = (set)  [environment]")
                .contains("MUNJIGI_DATABASE_URL = jdbc:postgresql://db/auth  [environment]")
                .contains("MUNJIGI_HTTP_PORT = 8000  [default]")
                .doesNotContain("canary");
        assertThat(commands.type("config", "check").exit()).isZero();
        assertThat(commands.type("config", "show", "--json").out()).doesNotContain("canary");
    }

    @Test
    void mistakes_in_the_settings_are_told_all_at_once() {
        commands.with("MUNJIGI_HTTP_PORT", "x").with("MUNJIGI_SIGNUP", "x");

        Outcome checked = commands.type("config", "check");

        assertThat(checked.exit()).isEqualTo(2);
        assertThat(checked.err()).hasLineCount(2).contains("MUNJIGI_HTTP_PORT", "MUNJIGI_SIGNUP");
        assertThat(commands.type("doctor").out()).contains("problem  settings: MUNJIGI_SIGNUP");
        assertThat(commands.type("doctor").exit()).isEqualTo(1);
    }

    @Test
    void the_doctor_looks_and_changes_nothing() {
        assertThat(commands.type("doctor").out()).contains("warning  schema: empty");
        assertThat(commands.type("migrate", "--dry-run").out()).startsWith("would be applied");
        assertThat(commands.type("migrate").exit()).isZero();
        assertThat(commands.type("doctor").out()).contains("warning  signing: there is no key yet");

        assertThat(commands.type("user", "list").exit()).isZero();
        Outcome healthy = commands.type("doctor");

        assertThat(healthy.exit()).isZero();
        assertThat(healthy.out())
                .contains(
                        "warning  administrator: there is none", "ok       clock: ", "signs; the next rotation is due");
        Outcome otherSecret = commands.with("MUNJIGI_SECRET", "another-0123456789abcdef01234567")
                .type("doctor");
        assertThat(otherSecret.exit()).isEqualTo(1);
        assertThat(otherSecret.out()).contains("problem  keys: MUNJIGI_SECRET");
    }

    @Test
    void the_doctor_finds_what_is_away() {
        assertThat(commands.with("MUNJIGI_REDIS_URL", "redis://127.0.0.1:1")
                        .type("doctor")
                        .out())
                .contains("warning  redis: does not answer");
        Outcome away = commands.with("MUNJIGI_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/auth")
                .type("doctor", "--json");
        assertThat(away.exit()).isEqualTo(1);
        assertThat(away.out()).contains("\"check\":\"database\",\"grade\":\"problem\"");
    }

    @Test
    void the_doctor_says_who_computes_argon2() {
        assertThat(commands.type("doctor").out())
                .contains("ok       password hashes: Argon2 "
                        + (PasswordHashing.isArgon2Native() ? "by the system's libargon2\n" : "in Java; "));
    }

    @Test
    void the_doctor_says_who_signs() {
        assertThat(commands.type("doctor").out())
                .contains("ok       signatures: RS256 "
                        + (NimbusAccessTokens.hasNativeRs256() ? "by native code\n" : "in Java\n"));
        assertThat(commands.with("MUNJIGI_JWT_SECRET", "a shared secret of 32 characters!")
                        .type("doctor")
                        .out())
                .contains("ok       signatures: HS256\n");
    }

    @Test
    void a_file_of_breached_passwords_is_looked_at_before_anything_is_done() throws IOException {
        Path file =
                Files.writeString(directory.resolve("breached.txt"), "98DECC62ECE399A22ED30D490EF333BE7FDE7385:3\n");
        commands.with("MUNJIGI_BREACHED_PASSWORDS", file.toString());
        assertThat(commands.type("doctor").out()).contains("ok       breached passwords: " + file + " can be searched");
        Outcome breached =
                commands.typeInto(TypedCommands.PASSWORD, "user", "create", "ada@example.org", "--password-stdin");
        assertThat(breached.exit()).isEqualTo(5);
        assertThat(breached.err()).isEqualTo("munjigi: password is known from a data breach\n");

        Files.writeString(file, "password\n");

        assertThat(commands.type("doctor").exit()).isEqualTo(1);
        assertThat(commands.type("doctor").out())
                .contains("problem  breached passwords: MUNJIGI_BREACHED_PASSWORDS: the file has other lines");
        Outcome listed = commands.type("user", "list");
        assertThat(listed.exit()).isEqualTo(1);
        assertThat(listed.err()).hasLineCount(1).contains("MUNJIGI_BREACHED_PASSWORDS: the file has other lines");
    }

    @Test
    void events_are_listed_by_user_and_kind() {
        commands.type("user", "create", "ada@example.org", "--no-password", "--role", "admin");
        commands.type("user", "create", "bob@example.org", "--no-password");
        commands.type("user", "grant", "bob@example.org", "admin");

        assertThat(commands.type("audit", "list").out()).hasLineCount(3);
        assertThat(commands.type("audit", "list", "--limit", "2").out()).hasLineCount(2);
        assertThat(commands.type("audit", "list", "--user", "bob@example.org", "--kind", "role_grant")
                        .out())
                .hasLineCount(1)
                .contains("actor=operator", "detail=role admin");
        assertThat(commands.type("audit", "list", "--json").out()).contains("\"kind\":\"account_creation\"");
        Outcome mistaken = commands.type("audit", "list", "--kind", "canary");
        assertThat(mistaken.exit()).isEqualTo(2);
        assertThat(mistaken.err()).hasLineCount(1);
    }

    @Test
    void a_trail_that_nobody_changed_is_verified_against_a_log() throws IOException {
        commands.type("user", "create", "ada@example.org", "--no-password");
        assertThat(commands.type("audit", "verify").out())
                .contains("nothing was changed", "1 events are not sealed yet");
        Path log = Files.writeString(
                directory.resolve("log"),
                "2026-11-26T10:00:00.000Z INFO x audit sealed batch=7 events=70 head=" + "ab".repeat(32) + "\n");

        Outcome cut = commands.type("audit", "verify", "--log", log.toString());

        assertThat(cut.exit()).isEqualTo(4);
        assertThat(cut.out())
                .startsWith("the chain was cut: it ends before batch 1, and everything from event 1 on is gone\n");
        assertThat(commands.type("audit", "verify", "--log", log.toString(), "--json")
                        .out())
                .contains("\"finding_count\":1,\"findings\":[{\"what\":\"tail_cut\",\"batch\":1,\"event\":1");
        assertThat(commands.type(
                                "audit",
                                "verify",
                                "--log",
                                directory.resolve("none").toString())
                        .exit())
                .isEqualTo(2);
        Files.writeString(log, "nothing of ours\n");
        assertThat(commands.type("audit", "verify", "--log", log.toString()).exit())
                .isEqualTo(2);
    }

    @Test
    void a_token_that_is_none_is_told_so_and_not_repeated() {
        Outcome none = commands.typeInto("canary", "token", "inspect");
        Outcome forged = commands.typeInto("eyJhbGciOiJub25lIn0.eyJleHAiOjF9.canary", "token", "inspect", "--json");

        assertThat(none.exit()).isEqualTo(5);
        assertThat(none.out())
                .startsWith("neither an access nor a refresh token")
                .doesNotContain("canary");
        assertThat(forged.out())
                .contains(
                        "\"kind\":\"access_token\",\"state\":\"refused\",\"expired\":true",
                        "\"header\":{\"alg\":\"none\"}")
                .doesNotContain("canary");
    }
}
