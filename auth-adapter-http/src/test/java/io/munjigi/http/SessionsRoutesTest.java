package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SessionsRoutesTest {

    private static final String PATH = "/users/me/sessions";

    private static final ServedHouse HOUSE = ServedHouse.strict();

    private final Instant opened = HOUSE.house().clock().instant();
    private final Somebody ada = Somebody.signedUp(HOUSE);

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static List<String> ids(Answer answer) {
        return answer.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    @Test
    void ones_sessions_are_listed_the_newest_first_and_nobody_elses() {
        Somebody.signedUp(HOUSE);
        HOUSE.house().clock().advance(Duration.ofMinutes(1));
        Answer login = HOUSE.send(
                "POST",
                "/auth/login",
                request -> request.method(
                                "POST",
                                BodyPublishers.ofString("username=" + ada.email() + "&password=correct+horse+battery"))
                        .headers("Content-Type", ServedHouse.FORM, "User-Agent", "a phone"));
        HOUSE.house().clock().advance(Duration.ofMinutes(1));
        Somebody here = ada.refreshed();

        Answer answer = here.call("GET", PATH);

        assertThat(ids(answer)).containsExactly(login.member("session_id"), ada.sessionId());
        JsonNode phone = answer.json().at("/items/0");
        assertThat(phone.path("current").asBoolean()).isFalse();
        assertThat(phone.path("user_agent").asString()).isEqualTo("a phone");
        assertThat(phone.path("ip").asString()).isEqualTo("127.0.0.1");
        JsonNode current = answer.json().at("/items/1");
        assertThat(current.path("current").asBoolean()).isTrue();
        assertThat(current.path("created_at").asString()).isEqualTo(opened.toString());
        assertThat(current.path("last_used_at").asString())
                .isEqualTo(opened.plus(Duration.ofMinutes(2)).toString());
        assertThat(current.path("expires_at").asString())
                .isEqualTo(opened.plus(Duration.ofMinutes(2))
                        .plus(Duration.ofDays(14))
                        .toString());
    }

    @Test
    void the_end_that_is_shown_is_the_earlier_one() {
        Somebody busy = ada;
        for (int weeks = 0; weeks < 12; weeks++) {
            HOUSE.house().clock().advance(Duration.ofDays(7));
            busy = busy.refreshed();
        }

        assertThat(busy.call("GET", PATH).json().at("/items/0/expires_at").asString())
                .isEqualTo(opened.plus(Duration.ofDays(90)).toString());
    }

    @Test
    void a_session_of_ones_own_ends() {
        Somebody elsewhere = ada.elsewhere();

        assertThat(ada.call("DELETE", PATH + "/" + elsewhere.sessionId()).status())
                .isEqualTo(204);
        assertThat(elsewhere.isOut()).isTrue();
        assertThat(ids(ada.call("GET", PATH))).containsExactly(ada.sessionId());
        assertThat(ada.call("DELETE", PATH + "/" + elsewhere.sessionId()).status())
                .isEqualTo(404);

        assertThat(ada.call("DELETE", PATH + "/" + ada.sessionId()).status()).isEqualTo(204);
        assertThat(ada.isOut()).isTrue();
    }

    @Test
    void what_is_not_ones_own_is_not_found_and_nothing_ends() {
        Somebody eve = Somebody.signedUp(HOUSE);
        List<Answer> refusals = List.of(
                ada.call("DELETE", PATH + "/" + eve.sessionId()),
                ada.call("DELETE", PATH + "/" + UUID.randomUUID()),
                ada.call("DELETE", PATH + "/1"),
                ada.call("DELETE", PATH + "/1-1-1-1-1"),
                ada.call("DELETE", PATH + "/" + ada.sessionId().toUpperCase(java.util.Locale.ROOT) + "x"),
                ada.call("DELETE", PATH + "/%20" + ada.sessionId()),
                ada.call("DELETE", PATH + "/{id}".replace("{", "%7B").replace("}", "%7D")),
                ada.call("DELETE", PATH + "/" + "x".repeat(5_000)),
                ada.call("DELETE", PATH + "/%F0%9F%98%80"));

        assertThat(refusals).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.member("code")).isEqualTo("session_not_found");
        });
        assertThat(refusals.stream().map(Answer::textWithoutRequestId).distinct())
                .hasSize(1);
        for (String id : List.of("%FF", "%00", "%2F", ";x=y", "%C3%28")) {
            assertThat(ada.call("DELETE", PATH + "/" + id).status()).as(id).isIn(400, 404);
        }
        assertThat(ada.isIn()).isTrue();
        assertThat(eve.isIn()).isTrue();
    }

    @Test
    void all_sessions_of_ones_own_end() {
        Somebody elsewhere = ada.elsewhere();
        Somebody eve = Somebody.signedUp(HOUSE);

        assertThat(ada.call("DELETE", PATH).status()).isEqualTo(204);
        assertThat(ada.isOut()).isTrue();
        assertThat(elsewhere.isOut()).isTrue();
        assertThat(eve.isIn()).isTrue();
    }

    @Test
    void the_current_session_can_be_excepted() {
        Somebody elsewhere = ada.elsewhere();

        assertThat(ada.call("DELETE", PATH + "?except=current&unknown=x").status())
                .isEqualTo(204);
        assertThat(elsewhere.isOut()).isTrue();
        assertThat(ada.isIn()).isTrue();
        assertThat(ada.refresh().status()).isEqualTo(200);
    }

    @Test
    void anything_else_that_is_excepted_is_refused_and_nothing_ends() {
        for (String except : List.of("", "CURRENT", "current%00", "others", ada.sessionId())) {
            Answer answer = ada.call("DELETE", PATH + "?except=" + except);
            assertThat(answer.status()).as(except).isEqualTo(422);
            assertThat(answer.faults()).containsExactly("/except unsupported_value");
        }
        assertThat(ada.call("DELETE", PATH + "?except").faults()).containsExactly("/except unsupported_value");
        assertThat(ada.call("DELETE", PATH + "?except=current&except=current").status())
                .isEqualTo(400);
        assertThat(ada.call("DELETE", PATH + "?except=%C3%28").status()).isEqualTo(400);
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void a_path_with_an_id_knows_its_methods() {
        String path = PATH + "/" + ada.sessionId();
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "TRACE", "PROPFIND", "QUERY")) {
            Answer answer = HOUSE.send(method, path, request -> {});
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("DELETE, OPTIONS");
        }
        Answer options = HOUSE.send("OPTIONS", path, request -> {});
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("DELETE, OPTIONS");
        for (String none : List.of(PATH + "/", path + "/", path + "/x")) {
            assertThat(ada.call("DELETE", none).status()).as(none).isEqualTo(404);
            assertThat(HOUSE.send("PROPFIND", none, request -> {}).status())
                    .as(none)
                    .isEqualTo(404);
        }
        assertThat(ada.isIn()).isTrue();
    }
}
