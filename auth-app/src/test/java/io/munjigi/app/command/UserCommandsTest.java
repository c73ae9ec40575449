package io.munjigi.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.app.command.TypedCommands.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserCommandsTest {

    private final TypedCommands commands = new TypedCommands();

    private Outcome create(String email, String... more) {
        String[] command = new String[4 + more.length];
        System.arraycopy(new String[] {"user", "create", email, "--password-stdin"}, 0, command, 0, 4);
        System.arraycopy(more, 0, command, 4, more.length);
        Outcome created = commands.typeInto(TypedCommands.PASSWORD + "\n", command);
        assertThat(created.exit()).as(created.err()).isZero();
        return created;
    }

    private static void refused(Outcome outcome, int exit, String... words) {
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(exit);
        assertThat(outcome.err()).hasLineCount(1).startsWith("munjigi: ").contains(words);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void the_first_administrator_is_made_and_shown_by_address_and_by_id() {
        Outcome created = create("Ada@example.org", "--role", "admin");

        String id = created.out().split(" ", 2)[0];
        assertThat(created.out()).contains("Ada@example.org", "admin,user");
        assertThat(commands.type("user", "show", "ada@EXAMPLE.org").out()).isEqualTo(created.out());
        assertThat(commands.type("user", "show", id).out()).isEqualTo(created.out());
    }

    @Test
    void a_password_is_asked_for_twice_at_a_terminal() {
        assertThat(commands.typeAnswering(
                                List.of(TypedCommands.PASSWORD, TypedCommands.PASSWORD),
                                "user",
                                "create",
                                "a@example.org")
                        .exit())
                .isZero();
        refused(
                commands.typeAnswering(List.of("one of them", "another"), "user", "create", "b@example.org"),
                2,
                "differ");
        refused(commands.type("user", "create", "b@example.org"), 2, "--password-stdin");
        refused(commands.type("user", "create", "b@example.org", "--password-stdin"), 2, "nothing");
    }

    @Test
    void what_cannot_be_made_is_refused_with_a_line() {
        create("ada@example.org");

        refused(
                commands.typeInto("correct horse battery", "user", "create", "ADA@example.org", "--password-stdin"),
                5,
                "already");
        refused(
                commands.typeInto("short", "user", "create", "bob@example.org", "--password-stdin"),
                5,
                "must have at least 8 characters");
        refused(commands.type("user", "create", "bob", "--no-password"), 5, "not an e-mail address");
        refused(commands.type("user", "create", "bob@example.org", "--no-password", "--role", "king"), 5, "no role");
        refused(commands.type("user", "create", "bob@example.org", "--no-password", "--role", "K!"), 5, "no role");
        refused(
                commands.type("user", "create", "b@example.org", "--no-password", "--password-stdin"),
                2,
                "mutually exclusive");
        refused(commands.type("user", "show", "nobody@example.org"), 5, "no such account");
    }

    @Test
    void roles_come_and_go_but_for_the_last_administrators() {
        create("ada@example.org", "--role", "admin");
        create("bob@example.org");

        assertThat(commands.type("user", "grant", "bob@example.org", "admin").out())
                .contains("admin,user");
        assertThat(commands.type("user", "revoke", "bob@example.org", "admin").out())
                .doesNotContain("admin");
        refused(commands.type("user", "revoke", "ada@example.org", "admin"), 5, "no administrator left");
        refused(commands.type("user", "grant", "bob@example.org", "king"), 5, "no role");
    }

    @Test
    void accounts_are_disabled_enabled_logged_out_and_deleted() {
        create("bob@example.org");

        assertThat(commands.type("user", "disable", "bob@example.org").out()).contains("  disabled  ");
        assertThat(commands.type("user", "list", "--disabled").out()).hasLineCount(1);
        assertThat(commands.type("user", "list", "--enabled").out()).isEmpty();
        assertThat(commands.type("user", "enable", "bob@example.org").out()).contains("  enabled   ");
        assertThat(commands.type("user", "unlock", "bob@example.org").out()).contains("bob@example.org");
        refused(commands.type("user", "unlock", "nobody@example.org"), 5, "no such account");
        assertThat(commands.type("user", "logout", "bob@example.org").exit()).isZero();
        assertThat(commands.typeInto(
                                "another horse battery", "user", "set-password", "bob@example.org", "--password-stdin")
                        .exit())
                .isZero();
        refused(commands.type("user", "delete", "bob@example.org"), 2, "--yes");
        refused(commands.typeAnswering(List.of("no"), "user", "delete", "bob@example.org"), 5, "nothing was deleted");
        assertThat(commands.type("user", "delete", "bob@example.org", "--yes").exit())
                .isZero();
        refused(commands.type("user", "show", "bob@example.org"), 5, "no such account");
    }

    @Test
    void lists_go_through_all_pages_or_to_their_limit() {
        StringBuilder lines = new StringBuilder();
        for (int number = 0; number < 450; number++) {
            lines.append("{\"email\":\"user").append(number).append("@example.org\"}\n");
        }
        assertThat(commands.typeInto(lines.toString(), "user", "import", "-").exit())
                .isZero();

        assertThat(commands.type("user", "list").out()).hasLineCount(450);
        assertThat(commands.type("user", "list", "--limit", "201").out()).hasLineCount(201);
        assertThat(commands.type("user", "list", "--email", "USER44").out()).hasLineCount(11);
        assertThat(commands.type("user", "list", "--role", "admin").out()).isEmpty();
        refused(commands.type("user", "list", "--limit", "0"), 2, "--limit");
        refused(commands.type("user", "list", "--role", "king"), 5, "no role");
    }

    @Test
    void json_has_the_members_of_the_http_api_and_errors_have_a_code() {
        Outcome created = create("ada@example.org", "--json");

        assertThat(created.out())
                .matches("\\{\"id\":\"[0-9a-f-]{36}\",\"email\":\"ada@example.org\",\"email_verified\":false,"
                        + "\"roles\":\\[\"user\"],\"disabled\":false,\"created_at\":\"[^\"]+Z\"}\n");
        assertThat(commands.type("--json", "user", "show", "x@example.org").err())
                .isEqualTo("{\"error\":{\"code\":\"user_not_found\",\"message\":\"there is no such account\"}}\n");
        assertThat(commands.type("user", "shw", "--json").err())
                .startsWith("{\"error\":{\"code\":\"mistaken_command\"");
    }

    @Test
    void what_nobody_asked_for_is_not_repeated() {
        Outcome mistaken = commands.type("user", "create", "ada@example.org", "canary-password");

        refused(mistaken, 2, "no such");
        assertThat(mistaken.err()).doesNotContain("canary");
        assertThat(commands.type("user", "create", "ada@example.org", "--password=canary")
                        .err())
                .doesNotContain("canary");
    }
}
