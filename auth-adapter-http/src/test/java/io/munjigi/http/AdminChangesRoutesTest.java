package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Role;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.testkit.Race;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminChangesRoutesTest {

    private static final String DISABLED = "{\"disabled\":true}";
    private static final String MY_PASSWORD = "{\"password\":\"" + Somebody.PASSWORD + "\"}";

    private final ServedHouse house = ServedHouse.withSupport();
    private final Somebody root = Somebody.with(house, Role.ADMIN);
    private final Somebody ada = Somebody.signedUp(house);
    private final String adas = "/admin/users/" + ada.id();
    private final String roots = "/admin/users/" + root.id();

    @AfterEach
    void close() {
        house.close();
    }

    private static boolean isAdministrator(Somebody somebody) {
        return somebody.call("GET", "/admin/users").status() == 200;
    }

    @Test
    void disabling_ends_the_sessions_at_once_and_enabling_brings_none_back() {
        Somebody elsewhere = ada.elsewhere();

        Answer disabled = root.call("PATCH", adas, DISABLED);

        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.json().path("disabled").asBoolean()).isTrue();
        assertThat(ada.isOut()).isTrue();
        assertThat(elsewhere.isOut()).isTrue();
        assertThat(house.logIn(ada.email(), Somebody.PASSWORD).status()).isEqualTo(401);
        assertThat(root.call("PATCH", adas, DISABLED).json()).isEqualTo(disabled.json());

        Answer enabled = root.call("PATCH", adas, "{\"disabled\":false}");

        assertThat(enabled.json().path("disabled").asBoolean()).isFalse();
        assertThat(ada.isOut()).isTrue();
        assertThat(ada.elsewhere().isIn()).isTrue();
    }

    @Test
    void a_change_that_says_nothing_changes_nothing() {
        for (String body : List.of("{}", "{\"email\":\"x@example.org\"}", "{\"Disabled\":true}")) {
            assertThat(root.call("PATCH", adas, body).faults()).as(body).containsExactly("/disabled required");
        }
        for (String value : List.of("null", "\"true\"", "1", "[true]")) {
            assertThat(root.call("PATCH", adas, "{\"disabled\":" + value + "}").faults())
                    .as(value)
                    .containsExactly("/disabled wrong_type");
        }
        assertThat(root.call("PATCH", adas).status()).isEqualTo(400);
        assertThat(root.call("PATCH", adas + "?disabled=true").status()).isEqualTo(400);
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void a_role_counts_from_the_next_request_on_whatever_the_token_says() {
        assertThat(isAdministrator(ada)).isFalse();

        assertThat(root.call("PUT", adas + "/roles/admin").status()).isEqualTo(204);
        assertThat(isAdministrator(ada)).isTrue();
        Somebody promoted = ada.elsewhere();

        assertThat(root.call("DELETE", adas + "/roles/admin").status()).isEqualTo(204);
        assertThat(isAdministrator(promoted)).isFalse();
        assertThat(isAdministrator(ada)).isFalse();
        assertThat(promoted.isIn()).isTrue();
        assertThat(promoted.refresh().status()).isEqualTo(200);
    }

    @Test
    void what_is_so_already_is_done_again_without_harm() {
        for (int time = 1; time <= 2; time++) {
            assertThat(root.call("PUT", adas + "/roles/support").status()).isEqualTo(204);
            assertThat(root.call("GET", adas).json().path("roles").toString()).isEqualTo("[\"support\",\"user\"]");
        }
        for (int time = 1; time <= 2; time++) {
            assertThat(root.call("DELETE", adas + "/roles/support").status()).isEqualTo(204);
            assertThat(root.call("GET", adas).json().path("roles").toString()).isEqualTo("[\"user\"]");
        }
        assertThat(root.call("DELETE", adas + "/roles/user").status()).isEqualTo(204);
        assertThat(root.call("GET", adas).json().path("roles").isEmpty()).isTrue();
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void a_role_that_there_is_not_is_invalid() {
        for (String role : List.of("nobody", "Admin", "ADMIN", "a".repeat(33), "admin%20", "%C3%A4")) {
            for (String method : List.of("PUT", "DELETE")) {
                Answer answer = root.call(method, adas + "/roles/" + role);
                assertThat(answer.status()).as(role).isEqualTo(422);
                assertThat(answer.faults()).containsExactly("/role unknown_role");
            }
        }
        assertThat(root.call("GET", adas).json().path("roles").toString()).isEqualTo("[\"user\"]");
    }

    @Test
    void a_forced_logout_ends_every_session_of_that_user_and_of_no_other() {
        Somebody elsewhere = ada.elsewhere();
        Somebody eve = Somebody.signedUp(house);

        assertThat(root.call("DELETE", adas + "/sessions").status()).isEqualTo(204);

        assertThat(ada.isOut()).isTrue();
        assertThat(elsewhere.isOut()).isTrue();
        assertThat(eve.isIn()).isTrue();
        assertThat(root.isIn()).isTrue();
        assertThat(ada.elsewhere().isIn()).isTrue();
        assertThat(root.call("DELETE", adas + "/sessions").status()).isEqualTo(204);
    }

    @Test
    void deleting_an_account_kills_its_tokens_and_frees_its_address() {
        assertThat(root.call("DELETE", adas).status()).isEqualTo(204);

        assertThat(ada.isOut()).isTrue();
        assertThat(root.call("GET", adas).status()).isEqualTo(404);
        assertThat(root.call("DELETE", adas).status()).isEqualTo(404);
        assertThat(house.signUp(ada.email(), Somebody.PASSWORD).status()).isEqualTo(201);
    }

    private static void assertLastAdministrator(Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.member("code")).isEqualTo("last_administrator");
    }

    @Test
    void the_last_administrator_cannot_be_lost_not_even_by_themself() {
        // One who cannot log in is no administrator.
        root.call("POST", "/admin/users", "{\"email\":\"x@example.org\",\"roles\":[\"admin\"]}");

        assertLastAdministrator(root.call("DELETE", roots + "/roles/admin"));
        assertLastAdministrator(root.call("PATCH", roots, DISABLED));
        assertLastAdministrator(root.call("DELETE", roots));
        assertLastAdministrator(root.call("DELETE", "/users/me", MY_PASSWORD));

        assertThat(isAdministrator(root)).isTrue();
        assertThat(root.refresh().status()).isEqualTo(200);
    }

    @Test
    void one_of_two_administrators_may_go() {
        root.call("PUT", adas + "/roles/admin");
        assertThat(ada.call("DELETE", roots + "/roles/admin").status()).isEqualTo(204);
        assertLastAdministrator(ada.call("DELETE", "/users/me", MY_PASSWORD));

        ada.call("PUT", roots + "/roles/admin");
        assertThat(ada.call("PATCH", roots, DISABLED).status()).isEqualTo(200);
        assertLastAdministrator(ada.call("PATCH", adas, DISABLED));

        ada.call("PATCH", roots, "{\"disabled\":false}");
        assertThat(ada.call("DELETE", "/users/me", MY_PASSWORD).status()).isEqualTo(204);
        assertLastAdministrator(root.elsewhere().call("DELETE", roots));
    }

    @Test
    void of_two_administrators_who_end_one_another_or_themselves_at_once_one_is_left() {
        Somebody left = root;
        for (int round = 0; round < 12; round++) {
            Somebody one = left;
            Somebody two = Somebody.with(house, Role.ADMIN);
            String ones = "/admin/users/" + one.id();
            String twos = "/admin/users/" + two.id();
            List<Callable<Answer>> race = switch (round % 4) {
                case 0 ->
                    List.of(
                            () -> one.call("DELETE", twos + "/roles/admin"),
                            () -> two.call("DELETE", ones + "/roles/admin"));
                case 1 -> List.of(() -> one.call("PATCH", twos, DISABLED), () -> two.call("PATCH", ones, DISABLED));
                case 2 -> List.of(() -> one.call("DELETE", twos), () -> two.call("DELETE", ones));
                default ->
                    List.of(
                            () -> one.call("DELETE", "/users/me", MY_PASSWORD),
                            () -> two.call("DELETE", "/users/me", MY_PASSWORD));
            };

            List<Answer> answers = Race.of(race);

            assertThat(answers.stream().filter(answer -> answer.status() < 300)).hasSize(1);
            // Whoever is too late may not any more, is nobody any more, or would be the last.
            assertThat(answers.stream().filter(answer -> answer.status() >= 300))
                    .allSatisfy(answer -> assertThat(answer.status()).isIn(401, 403, 404, 409));
            assertThat(house.house().stores().userDirectory().page(UserFilter.ADMINISTRATORS, null, 10))
                    .hasSize(1);
            left = Stream.of(one, two)
                    .filter(AdminChangesRoutesTest::isAdministrator)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
