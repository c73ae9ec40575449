package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LogoutRouteTest {

    private static final String PATH = "/auth/logout";

    private static final ServedHouse HOUSE = ServedHouse.strict();

    private final Somebody ada = Somebody.signedUp(HOUSE);
    private final Somebody elsewhere = ada.elsewhere();

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static String member(String refreshToken) {
        return "{\"refresh_token\":\"" + refreshToken + "\"}";
    }

    private Answer json(String body) {
        return HOUSE.post(PATH, ServedHouse.JSON, body);
    }

    private static void assertNotAuthenticated(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.member("detail")).isEqualTo("Not authenticated");
    }

    private static void assertInvalidToken(String challenge, Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(challenge);
        assertThat(answer.member("detail")).isEqualTo("Could not validate credentials");
    }

    @Test
    void a_bearer_token_ends_its_session_and_no_other() {
        Answer answer = ada.call("POST", PATH);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(ada.isOut()).isTrue();
        assertThat(elsewhere.isIn()).isTrue();
        assertInvalidToken("Bearer error=\"invalid_token\"", ada.call("POST", PATH));
    }

    @Test
    void a_refresh_token_ends_its_session_from_a_form_and_from_json() {
        HOUSE.house().clock().advance(Duration.ofMinutes(16));
        Somebody later = ada.elsewhere();

        assertThat(ada.isIn()).isFalse();
        assertThat(json(member(ada.refreshToken())).status()).isEqualTo(204);
        assertThat(HOUSE.post(PATH, ServedHouse.FORM, "refresh_token=" + later.refreshToken())
                        .status())
                .isEqualTo(204);
        assertThat(ada.isOut()).isTrue();
        assertThat(later.isOut()).isTrue();
        assertThat(elsewhere.refresh().status()).isEqualTo(200);
        assertThat(json(member(ada.refreshToken())).status()).isIn(204, 401);
    }

    @Test
    void an_outdated_refresh_token_ends_the_session_too() {
        Somebody newest = ada.refreshed().refreshed();
        HOUSE.house().clock().advance(Duration.ofMinutes(5));

        assertThat(json(member(ada.refreshToken())).status()).isEqualTo(204);
        assertThat(newest.isOut()).isTrue();
    }

    @Test
    void with_both_given_the_bearer_token_counts() {
        assertThat(ada.call("POST", PATH, member(elsewhere.refreshToken())).status())
                .isEqualTo(204);
        assertThat(elsewhere.isIn()).isTrue();
        assertThat(ada.isOut()).isTrue();

        assertInvalidToken(
                "Bearer error=\"invalid_token\"",
                HOUSE.as("bad", "POST", PATH, ServedHouse.JSON, member(elsewhere.refreshToken())));
        assertThat(elsewhere.isIn()).isTrue();
    }

    @Test
    void with_a_bearer_token_any_body_will_do() {
        for (String body : List.of("", "{", "[]", "{\"refresh_token\":7}", "refresh_token=x&refresh_token=y")) {
            for (String mediaType : List.of(ServedHouse.JSON, ServedHouse.FORM, "text/plain")) {
                Somebody again = ada.elsewhere();
                assertThat(HOUSE.as(again.accessToken(), "POST", PATH, mediaType, body)
                                .status())
                        .as(mediaType + " " + body)
                        .isEqualTo(204);
                assertThat(again.isOut()).isTrue();
            }
        }
    }

    @Test
    void credentials_that_are_no_bearer_token_leave_the_body_to_count() {
        Answer answer = HOUSE.send(
                "POST",
                PATH,
                request -> request.method("POST", BodyPublishers.ofString(member(ada.refreshToken())))
                        .headers("Content-Type", ServedHouse.JSON, "Authorization", "Basic eDp5"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(ada.isOut()).isTrue();
    }

    @Test
    void with_nothing_given_nobody_is_authenticated() {
        assertNotAuthenticated(HOUSE.send("POST", PATH, request -> {}));
        assertNotAuthenticated(json(""));
        assertNotAuthenticated(json("{}"));
        assertNotAuthenticated(json("{\"token\":\"" + ada.refreshToken() + "\"}"));
        assertNotAuthenticated(HOUSE.post(PATH, ServedHouse.FORM, ""));
        assertNotAuthenticated(HOUSE.post(PATH, ServedHouse.FORM, "x=y"));
        assertNotAuthenticated(HOUSE.post(PATH + "?refresh_token=" + ada.refreshToken(), ServedHouse.FORM, ""));
        assertThat(ada.isIn()).isTrue();
    }

    @Test
    void a_bad_refresh_token_is_refused_whatever_is_wrong_with_it() {
        List<Answer> refusals = List.of(
                json(member("")),
                json(member("\\ud800")),
                json(member(ada.accessToken())),
                json(member(ada.refreshToken() + "=")),
                HOUSE.post(PATH, ServedHouse.FORM, "refresh_token=%00"));

        assertThat(refusals).allSatisfy(answer -> assertInvalidToken("Bearer", answer));
        assertThat(refusals.stream().map(Answer::textWithoutRequestId).distinct())
                .hasSize(1);
    }

    @Test
    void a_bad_body_is_refused_where_it_counts() {
        assertThat(json("{").status()).isEqualTo(400);
        assertThat(json("{\"refresh_token\":\"a\",\"refresh_token\":\"b\"}").status())
                .isEqualTo(400);
        assertThat(HOUSE.post(PATH, ServedHouse.FORM, "refresh_token=a&refresh_token=b")
                        .status())
                .isEqualTo(400);
        assertThat(HOUSE.post(PATH, "text/plain", "x").status()).isEqualTo(415);
        assertThat(json("[]").faults()).containsExactly(" wrong_type");
        assertThat(json("{\"refresh_token\":null}").faults()).containsExactly("/refresh_token wrong_type");
    }
}
