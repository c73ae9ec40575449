package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdminUsersRoutesTest {

    private final ServedHouse house = ServedHouse.withSupport();
    private final Somebody root = Somebody.with(house, Role.ADMIN);

    @AfterEach
    void close() {
        house.close();
    }

    private Answer list(String query) {
        return root.call("GET", "/admin/users?" + query);
    }

    private Answer create(String json) {
        // Ids are in the order of milliseconds, and the clock stands still.
        house.house().clock().advance(Duration.ofMillis(1));
        return root.call("POST", "/admin/users", json);
    }

    private String made(String email) {
        Answer answer = create("{\"email\":\"" + email + "\"}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.member("id");
    }

    private List<String> found(String query) {
        Answer answer = list(query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.ofItems("email");
    }

    private static boolean isLast(Answer page) {
        assertThat(page.json().has("next_cursor")).isTrue();
        return page.json().path("next_cursor").isNull();
    }

    @Test
    void pages_follow_one_another_without_gap_or_overlap_the_newest_first() {
        List<String> made = new ArrayList<>(List.of(root.id()));
        for (int number = 1; number <= 6; number++) {
            made.add(made("user-" + number + "@example.org"));
        }
        Collections.reverse(made);

        Answer first = list("limit=3");
        String late = made("late@example.org");
        Answer second = list("limit=3&cursor=" + first.member("next_cursor"));
        Answer third = list("limit=3&cursor=" + second.member("next_cursor"));

        assertThat(first.ofItems("id")).isEqualTo(made.subList(0, 3));
        assertThat(second.ofItems("id")).isEqualTo(made.subList(3, 6));
        assertThat(third.ofItems("id")).isEqualTo(made.subList(6, 7)).doesNotContain(late);
        assertThat(isLast(first)).isFalse();
        assertThat(isLast(second)).isFalse();
        assertThat(isLast(third)).isTrue();
    }

    @Test
    void a_last_page_that_is_full_is_the_last() {
        made("ada@example.org");
        Answer first = list("limit=1");

        assertThat(isLast(list("limit=2"))).isTrue();
        assertThat(isLast(list(""))).isTrue();
        assertThat(isLast(list("limit=1&cursor=" + first.member("next_cursor"))))
                .isTrue();
        assertThat(list("email=nobody").text()).isEqualTo("{\"items\":[],\"next_cursor\":null}");
    }

    @Test
    void a_page_has_fifty_items_where_nothing_is_said_and_two_hundred_at_most() {
        for (int number = 1; number <= 201; number++) {
            made("user-" + number + "@example.org");
        }

        assertThat(list("").ofItems("id")).hasSize(50);
        assertThat(list("limit=200").ofItems("id")).hasSize(200);
    }

    @Test
    void an_address_is_looked_for_by_what_it_begins_with_literally_and_in_any_letter_case() {
        made("A_da@example.org");
        made("axda@example.org");
        made("a%da@example.org");

        assertThat(found("email=a_")).containsExactly("A_da@example.org");
        assertThat(found("email=A%25")).containsExactly("a%da@example.org");
        assertThat(found("email=AXDA%40EXAMPLE.ORG")).containsExactly("axda@example.org");
        assertThat(found("email=da")).isEmpty();
        assertThat(found("email=%00")).isEmpty();
        assertThat(found("email=a*")).isEmpty();
        assertThat(found("email=" + "a".repeat(3_000))).isEmpty();
        assertThat(found("email=")).hasSize(4);
    }

    @Test
    void role_and_state_are_asked_for_alone_and_together() {
        Somebody support = Somebody.with(house, ServedHouse.SUPPORT);
        Somebody ada = Somebody.with(house, ServedHouse.SUPPORT);
        root.call("PATCH", "/admin/users/" + ada.id(), "{\"disabled\":true}");

        assertThat(found("role=admin")).containsExactly(root.email());
        assertThat(found("role=support")).containsExactlyInAnyOrder(support.email(), ada.email());
        assertThat(found("disabled=true")).containsExactly(ada.email());
        assertThat(found("disabled=false")).containsExactlyInAnyOrder(root.email(), support.email());
        assertThat(found("role=support&disabled=true&email=some")).containsExactly(ada.email());
        assertThat(found("role=admin&disabled=true")).isEmpty();
    }

    @Test
    void every_parameter_that_is_malformed_is_named_at_once() {
        assertThat(list("limit=abc&cursor=x&role=Admin&disabled=yes&unknown=1").faults())
                .containsExactlyInAnyOrder(
                        "/limit malformed", "/cursor malformed", "/role malformed", "/disabled malformed");
        assertThat(list("limit=201&cursor=x&role=nobody").faults())
                .containsExactlyInAnyOrder("/limit out_of_range", "/cursor malformed", "/role unknown_role");
        for (String limit : List.of("0", "201", "-1", "99999999999999999999", "-99999999999999999999")) {
            assertThat(list("limit=" + limit).faults()).as(limit).containsExactly("/limit out_of_range");
        }
        for (String limit : List.of("abc", "", "1.5", "%2B1", "1e1", "0x1", "\u0663", "-")) {
            assertThat(list("limit=" + encoded(limit)).faults()).as(limit).containsExactly("/limit malformed");
        }
        String cursor = Cursor.of(UUID.randomUUID());
        for (String other :
                List.of("", "!", cursor + "A", cursor + "==", cursor.substring(1), UUID.randomUUID() + "")) {
            assertThat(list("cursor=" + encoded(other)).faults()).as(other).containsExactly("/cursor malformed");
        }
        assertThat(list("disabled=").faults()).containsExactly("/disabled malformed");
        assertThat(list("limit=1&limit=2").status()).isEqualTo(400);
    }

    private static String encoded(String text) {
        return text.startsWith("%") ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void what_get_answers_head_answers_without_the_body() {
        Answer head = root.call("HEAD", "/admin/users");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        assertThat(root.call("HEAD", "/admin/users?limit=0").status()).isEqualTo(422);
        assertThat(Somebody.signedUp(house).call("HEAD", "/admin/users").status())
                .isEqualTo(403);
    }

    @Test
    void an_account_is_read_by_its_id() {
        Somebody ada = Somebody.signedUp(house);

        Answer read = root.call("GET", "/admin/users/" + ada.id());

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(ada.call("GET", "/users/me").json());
        assertThat(list("email=" + ada.email()).json().path("items").path(0)).isEqualTo(read.json());
    }

    @Test
    void an_id_that_nobody_has_or_that_is_none_is_not_found_whatever_is_asked_of_it() {
        String unknown = UUID.randomUUID().toString();
        for (String id :
                List.of(unknown, "1-1-1-1-1", "x", "%00", "..%2Fkeys", root.id().toUpperCase(Locale.ROOT))) {
            List<Answer> answers = List.of(
                    root.call("GET", "/admin/users/" + id),
                    root.call("PATCH", "/admin/users/" + id, "{\"disabled\":true}"),
                    root.call("DELETE", "/admin/users/" + id),
                    root.call("DELETE", "/admin/users/" + id + "/sessions"),
                    root.call("PUT", "/admin/users/" + id + "/roles/admin"),
                    root.call("DELETE", "/admin/users/" + id + "/roles/admin"));
            if (answers.get(0).member("code").equals("malformed_request")) {
                // The server itself refuses some of what no client sends.
                continue;
            }
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).as(id).isEqualTo(404);
                assertThat(answer.member("code")).isEqualTo("user_not_found");
            });
            // The body is judged first, so that nothing tells an id that cannot be from one that is not.
            assertThat(root.call("PATCH", "/admin/users/" + id, "{}").faults()).containsExactly("/disabled required");
            assertThat(root.call("PATCH", "/admin/users/" + id, "{").status()).isEqualTo(400);
        }
    }

    @Test
    void an_account_is_made_with_what_is_said_and_is_an_ordinary_users_otherwise() {
        JsonNode ordinary = create("{\"email\":\"Ada@example.org\",\"password\":\"" + Somebody.PASSWORD + "\"}")
                .json();
        Answer support = create("{\"email\":\"eve@example.org\",\"roles\":[\"support\",\"user\",\"support\"]}");

        assertThat(ordinary.path("email").asString()).isEqualTo("Ada@example.org");
        assertThat(ordinary.path("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(ordinary.path("disabled").asBoolean()).isFalse();
        assertThat(support.json().path("roles").toString()).isEqualTo("[\"support\",\"user\"]");
        assertThat(create("{\"email\":\"none@example.org\",\"roles\":[]}")
                        .json()
                        .path("roles")
                        .isEmpty())
                .isTrue();
        assertThat(house.logIn("ada@example.org", Somebody.PASSWORD).status()).isEqualTo(200);
        Answer taken = create("{\"email\":\"ADA@example.org\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.member("detail")).isEqualTo("Email already registered");
    }

    @Test
    void nobody_logs_in_to_an_account_without_a_password() {
        made("ada@example.org");

        for (String password : List.of("", " ", "null", "undefined", Somebody.PASSWORD)) {
            Answer answer = house.logIn("ada@example.org", password);
            assertThat(answer.status()).as(password).isEqualTo(401);
            assertThat(answer.member("code")).isEqualTo("invalid_credentials");
        }
    }

    @Test
    void every_fault_of_a_new_account_is_named_at_once_and_none_is_made() {
        assertThat(create("{}").faults()).containsExactly("/email required");
        assertThat(create("{\"email\":\"ada\",\"password\":\"short\",\"roles\":[\"user\",\"nobody\"]}")
                        .faults())
                .containsExactlyInAnyOrder(
                        "/email invalid_email", "/password password_too_short", "/roles unknown_role");
        assertThat(create("{\"email\":7,\"password\":null,\"roles\":null}").faults())
                .containsExactlyInAnyOrder("/email wrong_type", "/password wrong_type", "/roles wrong_type");
        for (String roles : List.of("\"user\"", "[7]", "[null]", "[[\"user\"]]", "{\"user\":true}")) {
            assertThat(create("{\"email\":\"ada@example.org\",\"roles\":" + roles + "}")
                            .faults())
                    .as(roles)
                    .containsExactly("/roles wrong_type");
        }
        for (String role : List.of("Admin", "", "admin ", "a".repeat(33), "\\u0000")) {
            assertThat(create("{\"email\":\"ada@example.org\",\"roles\":[\"" + role + "\"]}")
                            .faults())
                    .as(role)
                    .containsExactly("/roles unknown_role");
        }
        assertThat(create("{\"email\":\"ada@example.org\",\"password\":false}").faults())
                .containsExactly("/password wrong_type");

        assertThat(found("")).containsExactly(root.email());
    }

    @Test
    void nothing_but_what_the_contract_names_can_be_set() {
        String id = UUID.randomUUID().toString();
        String more = "\"id\":\"" + id + "\",\"email_verified\":true,\"created_at\":\"1999-01-01T00:00:00Z\","
                + "\"password_hash\":\"x\",\"version\":7,\"role\":\"admin\",";
        JsonNode made = create("{" + more + "\"disabled\":true,\"email\":\"ada@example.org\",\"password\":\""
                        + Somebody.PASSWORD + "\"}")
                .json();
        String path = "/admin/users/" + made.path("id").asString();
        Answer changed = root.call(
                "PATCH",
                path,
                "{" + more
                        + "\"email\":\"eve@example.org\",\"roles\":[\"admin\"],\"password\":\"another staple of mine\","
                        + "\"disabled\":false}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json()).isEqualTo(made);
        assertThat(made.path("id").asString()).isNotEqualTo(id);
        assertThat(made.path("email_verified").asBoolean()).isFalse();
        assertThat(made.path("disabled").asBoolean()).isFalse();
        assertThat(made.path("created_at").asString()).startsWith("2026-");
        assertThat(made.path("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(root.call("GET", path).json()).isEqualTo(made);
        assertThat(house.logIn("ada@example.org", Somebody.PASSWORD).status()).isEqualTo(200);
        assertThat(house.logIn("ada@example.org", "another staple of mine").status())
                .isEqualTo(401);
    }

    @Test
    void whoever_may_see_and_change_accounts_may_neither_give_roles_nor_touch_who_may_more() {
        Somebody support = Somebody.with(house, ServedHouse.SUPPORT);
        Somebody ada = Somebody.signedUp(house);
        String adas = "/admin/users/" + ada.id();
        String roots = "/admin/users/" + root.id();

        assertThat(support.call("GET", "/admin/users").status()).isEqualTo(200);
        assertThat(support.call("GET", roots).status()).isEqualTo(200);
        assertThat(support.call("POST", "/admin/users", "{\"email\":\"eve@example.org\"}")
                        .status())
                .isEqualTo(201);
        for (Answer refused : List.of(
                support.call("POST", "/admin/users", "{\"email\":\"x@example.org\",\"roles\":[\"admin\",\"user\"]}"),
                support.call("POST", "/admin/users", "{\"email\":\"x@example.org\",\"roles\":[\"support\"]}"),
                support.call("POST", "/admin/users", "{\"email\":\"x@example.org\",\"roles\":[]}"),
                support.call("PUT", adas + "/roles/support"),
                support.call("DELETE", adas + "/roles/user"),
                support.call("PUT", "/admin/users/" + support.id() + "/roles/admin"),
                support.call("PATCH", roots, "{\"disabled\":true}"),
                support.call("DELETE", roots + "/sessions"),
                support.call("DELETE", roots),
                support.call("GET", "/admin/audit"),
                support.call("GET", "/admin/keys"),
                support.call("POST", "/admin/keys/rotate"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.member("code")).isEqualTo("forbidden");
            assertThat(refused.member("detail")).isEqualTo("You may not do this");
        }
        assertThat(found("email=x")).isEmpty();
        assertThat(found("role=admin")).containsExactly(root.email());
        assertThat(root.isIn()).isTrue();
        assertThat(support.call("PATCH", adas, "{\"disabled\":true}").status()).isEqualTo(200);
        assertThat(support.call("DELETE", adas).status()).isEqualTo(204);
    }
}
