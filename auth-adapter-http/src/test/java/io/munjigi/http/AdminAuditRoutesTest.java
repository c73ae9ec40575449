package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.SomeEvents;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdminAuditRoutesTest {

    private static final String CANARY = "canary-3f9c";

    private final ServedHouse house = ServedHouse.withSupport();
    private final Somebody root = Somebody.with(house, Role.ADMIN);
    private final Somebody ada = Somebody.signedUp(house);

    @AfterEach
    void close() {
        house.close();
    }

    private Answer read(String query) {
        return root.call("GET", "/admin/audit?limit=200&" + query);
    }

    /** The event that a call caused. */
    private JsonNode eventOf(Answer cause, String query) {
        return read(query)
                .json()
                .path("items")
                .valueStream()
                .filter(event -> event.path("request_id").asString().equals(cause.header("X-Request-Id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event of " + cause.status() + " with " + query));
    }

    @Test
    void an_event_says_who_did_what_to_whom_from_where_and_nothing_else() {
        String id = ada.id();
        house.send(
                "PATCH",
                "/admin/users/" + id,
                request -> request.method("PATCH", BodyPublishers.ofString("{\"disabled\":true}"))
                        .headers(
                                "Authorization",
                                "Bearer " + root.accessToken(),
                                "Content-Type",
                                ServedHouse.JSON,
                                "User-Agent",
                                "Curl/8",
                                "X-Request-Id",
                                "the-cause"));

        JsonNode event = read("kind=account_disabling").json().path("items").path(0);

        assertThat(event.propertyNames())
                .containsExactly("id", "at", "kind", "actor", "subject", "ip", "user_agent", "request_id", "outcome");
        assertThat(event.path("at").asString()).isEqualTo("2026-11-23T09:15:00.123Z");
        assertThat(event.path("kind").asString()).isEqualTo("account_disabling");
        assertThat(event.path("actor").asString()).isEqualTo(root.id());
        assertThat(event.path("subject").asString()).isEqualTo(id);
        assertThat(event.path("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(event.path("user_agent").asString()).isEqualTo("Curl/8");
        assertThat(event.path("request_id").asString()).isEqualTo("the-cause");
        assertThat(event.path("outcome").asString()).isEqualTo("success");
    }

    @Test
    void whatever_is_done_can_be_read_once_it_was_answered() {
        Instant now = house.house().clock().instant();
        SigningKey first = new FakeSigningKeyMaker().make(1, now, now);
        house.house().stores().signingKeys().append(first, SomeEvents.any());
        Somebody eve = Somebody.signedUp(house);
        String eves = "/admin/users/" + eve.id();
        String password = "{\"current_password\":\"" + Somebody.PASSWORD + "\",\"new_password\":\"another staple\"}";

        assertRead(Kind.SIGN_UP, () -> house.signUp("x@example.org", Somebody.PASSWORD));
        assertRead(Kind.LOGIN, () -> house.logIn("x@example.org", Somebody.PASSWORD));
        assertRead(Kind.LOGOUT, () -> ada.elsewhere().call("POST", "/auth/logout"));
        assertRead(Kind.SESSION_REVOCATION, () -> ada.call("DELETE", "/users/me/sessions?except=current"));
        assertRead(Kind.SESSION_REVOCATION, () -> root.call("DELETE", eves + "/sessions"));
        assertRead(Kind.ACCOUNT_EXPORT, () -> ada.call("GET", "/users/me/export"));
        assertRead(Kind.PASSWORD_CHANGE, () -> ada.call("PUT", "/users/me/password", password));
        assertRead(Kind.ACCOUNT_CREATION, () -> root.call("POST", "/admin/users", "{\"email\":\"y@example.org\"}"));
        assertRead(Kind.ACCOUNT_DISABLING, () -> root.call("PATCH", eves, "{\"disabled\":true}"));
        assertRead(Kind.ACCOUNT_ENABLING, () -> root.call("PATCH", eves, "{\"disabled\":false}"));
        assertRead(Kind.ROLE_GRANT, () -> root.call("PUT", eves + "/roles/support"));
        assertRead(Kind.ROLE_REVOCATION, () -> root.call("DELETE", eves + "/roles/support"));
        assertRead(Kind.ACCOUNT_DELETION, () -> root.call("DELETE", eves));
        assertRead(Kind.KEY_ROTATION, () -> root.call("POST", "/admin/keys/rotate"));
        assertRead(Kind.KEY_REVOCATION, () -> root.call("DELETE", "/admin/keys/" + first.keyId()));
    }

    private void assertRead(Kind kind, Supplier<Answer> act) {
        Answer answer = act.get();
        assertThat(answer.status()).as("%s", kind).isBetween(200, 204);
        assertThat(eventOf(answer, "kind=" + kind.name().toLowerCase(Locale.ROOT))
                        .path("outcome")
                        .asString())
                .isEqualTo("success");
    }

    @Test
    void whatever_is_refused_can_be_read_too() {
        Somebody eve = Somebody.signedUp(house);
        List<Map.Entry<String, Answer>> refusals = List.of(
                Map.entry("login", house.logIn(ada.email(), "wrong")),
                Map.entry("access_refusal", eve.call("GET", "/admin/audit")),
                Map.entry("access_refusal", eve.call("PUT", "/admin/users/" + eve.id() + "/roles/admin")),
                Map.entry("account_deletion", eve.call("DELETE", "/users/me", "{\"password\":\"wrong\"}")),
                Map.entry("role_revocation", root.call("DELETE", "/admin/users/" + root.id() + "/roles/admin")),
                Map.entry("account_disabling", root.call("PATCH", "/admin/users/" + root.id(), "{\"disabled\":true}")),
                Map.entry("account_deletion", root.call("DELETE", "/admin/users/" + root.id())));

        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.getValue().status()).isIn(401, 403, 409);
            assertThat(eventOf(refusal.getValue(), "kind=" + refusal.getKey())
                            .path("outcome")
                            .asString())
                    .isEqualTo("failure");
        });
    }

    @Test
    void the_theft_of_a_refresh_token_names_from_whom_it_was_stolen() {
        String id = ada.id();
        ada.refreshed();
        house.house().clock().advance(Duration.ofMinutes(1));
        Answer theft = ada.refresh();

        JsonNode event = eventOf(theft, "kind=refresh_theft");

        assertThat(theft.status()).isEqualTo(401);
        assertThat(event.path("actor").isNull()).isTrue();
        assertThat(event.path("subject").asString()).isEqualTo(id);
    }

    @Test
    void a_refused_access_names_who_asked_for_it() {
        Answer refused = ada.call("GET", "/admin/users");

        JsonNode event = eventOf(refused, "kind=access_refusal");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(event.path("actor").asString()).isEqualTo(ada.id());
        assertThat(event.path("subject").isNull()).isTrue();
    }

    @Test
    void a_user_is_found_as_the_one_who_acts_and_as_the_one_who_is_acted_on() {
        root.call("PUT", "/admin/users/" + ada.id() + "/roles/support");
        Answer byThem = ada.call("DELETE", "/users/me/sessions?except=current");
        Somebody.signedUp(house);

        Answer theirs = read("user=" + ada.id());

        assertThat(theirs.ofItems("kind"))
                .containsExactlyInAnyOrder("sign_up", "login", "role_grant", "session_revocation");
        assertThat(theirs.ofItems("request_id")).contains(byThem.header("X-Request-Id"));
        assertThat(read("user=" + ada.id() + "&kind=role_grant").ofItems("actor"))
                .containsExactly(root.id());
        assertThat(read("user=01938c5e-8a00-7abc-8def-0123456789ab").ofItems("id"))
                .isEmpty();
    }

    @Test
    void pages_follow_one_another_without_gap_or_overlap_the_newest_first() {
        for (int number = 0; number < 7; number++) {
            house.house().clock().advance(Duration.ofMillis(1));
            house.logIn(ada.email(), "wrong");
        }
        List<String> all = read("").ofItems("id");

        List<String> paged = new ArrayList<>();
        String cursor = "";
        JsonNode next;
        do {
            Answer page = root.call("GET", "/admin/audit?limit=3" + cursor);
            assertThat(page.ofItems("id")).hasSizeBetween(1, 3);
            paged.addAll(page.ofItems("id"));
            next = page.json().path("next_cursor");
            cursor = "&cursor=" + next.asString();
            house.logIn(ada.email(), "wrong");
            house.house().clock().advance(Duration.ofMillis(1));
        } while (!next.isNull());

        assertThat(paged).isEqualTo(all).hasSizeGreaterThan(7);
        assertThat(new HashSet<>(paged)).hasSameSizeAs(paged);
        assertThat(read("").ofItems("at")).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void every_parameter_that_is_malformed_is_named_at_once() {
        assertThat(root.call("GET", "/admin/audit?limit=abc&cursor=x&user=operator&kind=LOGIN")
                        .faults())
                .containsExactlyInAnyOrder(
                        "/limit malformed", "/cursor malformed", "/user malformed", "/kind malformed");
        assertThat(root.call("GET", "/admin/audit?limit=0&cursor=x&user=1-1-1-1-1&kind=")
                        .faults())
                .containsExactlyInAnyOrder(
                        "/limit out_of_range", "/cursor malformed", "/user malformed", "/kind malformed");
        assertThat(root.call("GET", "/admin/audit?limit=201").faults()).containsExactly("/limit out_of_range");
        assertThat(root.call("GET", "/admin/audit?kind=login&kind=logout").status())
                .isEqualTo(400);
    }

    @Test
    void a_name_that_no_account_has_is_kept_as_a_digest_only() {
        Answer one = house.logIn(CANARY + "-hunter2", Somebody.PASSWORD);
        Answer again = house.logIn(CANARY.toUpperCase(Locale.ROOT) + "-Hunter2", "x");
        Answer another = house.logIn(CANARY + "@example.org", CANARY);
        Answer known = house.logIn(ada.email(), CANARY);

        String subject = eventOf(one, "kind=login").path("subject").asString();
        assertThat(subject).matches("login:[0-9a-f]{32}");
        assertThat(eventOf(again, "kind=login").path("subject").asString()).isEqualTo(subject);
        assertThat(eventOf(another, "kind=login").path("subject").asString())
                .matches("login:[0-9a-f]{32}")
                .isNotEqualTo(subject);
        assertThat(eventOf(known, "kind=login").path("subject").asString()).isEqualTo(ada.id());
        assertThat(eventOf(known, "kind=login").path("actor").isNull()).isTrue();
        assertThat(read("").text()).doesNotContainIgnoringCase(CANARY);
        assertThat(house.house().stores().events().toString()).doesNotContainIgnoringCase(CANARY);
    }

    @Test
    void of_a_user_who_is_gone_it_is_no_longer_told_from_where_they_acted() {
        String id = ada.id();
        root.call("DELETE", "/admin/users/" + id);

        JsonNode signUp = read("kind=sign_up&user=" + id).json().path("items").path(0);
        JsonNode deletion =
                read("kind=account_deletion&user=" + id).json().path("items").path(0);

        assertThat(signUp.path("actor").asString()).isEqualTo(id);
        assertThat(signUp.path("ip").isNull()).isTrue();
        assertThat(signUp.path("user_agent").isNull()).isTrue();
        assertThat(deletion.path("ip").asString()).isEqualTo("127.0.0.1");
    }
}
