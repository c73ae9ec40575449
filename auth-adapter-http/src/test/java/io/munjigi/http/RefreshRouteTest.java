package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.testkit.Race;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RefreshRouteTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final ServedHouse HOUSE = ServedHouse.strict();

    private final Somebody ada = Somebody.signedUp(HOUSE);

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private Answer refresh(String refreshToken) {
        return Somebody.refresh(HOUSE, refreshToken);
    }

    private Answer form(String body) {
        return HOUSE.post("/auth/refresh", ServedHouse.FORM, body);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.member("detail")).isEqualTo("Could not validate credentials");
        assertThat(answer.member("code")).isEqualTo("invalid_token");
    }

    @Test
    void a_form_and_json_both_get_the_next_tokens_of_the_same_session() {
        Answer byForm = form("grant_type=refresh_token&client_id=x&scope=&refresh_token=" + ada.refreshToken());
        Answer byJson = refresh(byForm.member("refresh_token"));
        Answer byJsonWithGrant = HOUSE.post(
                "/auth/refresh",
                ServedHouse.JSON,
                "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + byJson.member("refresh_token") + "\"}");

        List<Answer> answers = List.of(byForm, byJson, byJsonWithGrant);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.member("token_type")).isEqualTo("bearer");
            assertThat(answer.json().path("expires_in").asInt()).isEqualTo(900);
            assertThat(answer.member("session_id")).isEqualTo(ada.sessionId());
            assertThat(HOUSE.as(answer.member("access_token"), "GET", "/users/me")
                            .member("email"))
                    .isEqualTo(ada.email());
        });
        assertThat(Stream.concat(
                        Stream.of(ada.refreshToken()), answers.stream().map(answer -> answer.member("refresh_token"))))
                .doesNotHaveDuplicates();
        assertThat(answers.stream().map(answer -> answer.member("access_token")))
                .doesNotHaveDuplicates();
    }

    @Test
    void an_answer_that_was_lost_is_given_again_within_the_grace() {
        Answer lost = ada.refresh();
        HOUSE.house().clock().advance(Duration.ofSeconds(30));
        Answer again = ada.refresh();

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.member("refresh_token")).isEqualTo(lost.member("refresh_token"));
        assertThat(refresh(again.member("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void a_second_use_after_the_grace_is_theft_and_ends_the_session() {
        Somebody thief = ada.refreshed();
        HOUSE.house().clock().advance(Duration.ofSeconds(31));

        assertRefused(ada.refresh());
        assertRefused(thief.refresh());
        assertThat(thief.isOut()).isTrue();
        assertThat(ada.isOut()).isTrue();
    }

    @Test
    void a_second_use_once_the_successor_was_used_is_theft_within_the_grace_too() {
        Somebody successor = ada.refreshed();
        Somebody newest = successor.refreshed();
        Somebody elsewhere = ada.elsewhere();

        assertRefused(ada.refresh());
        assertThat(newest.isOut()).isTrue();
        assertThat(elsewhere.isIn()).isTrue();
    }

    @Test
    void of_many_at_once_all_get_the_same_successor() {
        List<Answer> answers = Race.of(64, number -> ada.refresh());

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream()
                        .map(answer -> answer.member("refresh_token"))
                        .distinct())
                .hasSize(1);
        assertThat(answers.stream().map(answer -> answer.member("access_token")))
                .doesNotHaveDuplicates()
                .allMatch(token -> HOUSE.as(token, "GET", "/users/me").status() == 200);
        assertThat(refresh(answers.get(0).member("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void a_token_with_any_character_changed_is_refused_and_harms_nobody() {
        String token = ada.refreshToken();
        for (int index = 0; index < token.length(); index++) {
            for (char other : List.of(
                    neighbour(token.charAt(index)), Character.toChars(token.charAt(index) ^ 0x20)[0], '=', '%')) {
                String changed = token.substring(0, index) + other + token.substring(index + 1);
                if (!changed.equals(token)) {
                    assertRefused(form("refresh_token=" + encoded(changed)));
                }
            }
        }
        for (int length = 0; length < token.length(); length++) {
            assertRefused(refresh(token.substring(0, length)));
        }
        assertThat(ada.isIn()).isTrue();
        assertThat(ada.refresh().status()).isEqualTo(200);
    }

    private static char neighbour(char character) {
        int index = ALPHABET.indexOf(character);
        return ALPHABET.charAt((index + 1) % ALPHABET.length());
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void every_other_spelling_of_a_token_is_refused() {
        String token = ada.refreshToken();
        String head = token.substring(0, token.length() - 1);
        // The last character has bits that mean nothing: these decode to the very same bytes.
        int last = ALPHABET.indexOf(token.charAt(token.length() - 1));
        List<String> spellings = new ArrayList<>(
                List.of(token + "=", token + "A", token + "\\n", " " + token, token + " ", "Bearer " + token));
        for (int padding = 0; padding < 4; padding++) {
            spellings.add(head + ALPHABET.charAt((last & ~3) | padding));
        }
        spellings.add(token.replace('-', '+').replace('_', '/'));
        spellings.add(token.toUpperCase(java.util.Locale.ROOT));
        spellings.add(token.substring(4));
        spellings.remove(token);

        assertThat(spellings).allSatisfy(spelling -> assertRefused(refresh(spelling)));
        assertThat(ada.refresh().status()).isEqualTo(200);
    }

    @Test
    void every_reason_to_refuse_gives_the_same_bytes() {
        Somebody loggedOut = ada.elsewhere();
        loggedOut.call("POST", "/auth/logout");
        Somebody gone = Somebody.signedUp(HOUSE);
        gone.call("DELETE", "/users/me", "{\"password\":\"" + Somebody.PASSWORD + "\"}");
        try (ServedHouse foreign = ServedHouse.strict()) {
            List<Answer> refusals = List.of(
                    refresh(""),
                    refresh("mjr_"),
                    refresh("\\u0000"),
                    refresh("\\ud800"),
                    refresh("x".repeat(60_000)),
                    refresh(ada.accessToken()),
                    refresh(Somebody.signedUp(foreign).refreshToken()),
                    loggedOut.refresh(),
                    gone.refresh(),
                    form("refresh_token="));

            assertThat(refusals).allSatisfy(RefreshRouteTest::assertRefused);
            assertThat(refusals.stream().map(Answer::textWithoutRequestId).distinct())
                    .hasSize(1);
            assertThat(refusals.stream().map(Answer::headerNames).distinct()).hasSize(1);
        }
    }

    @Test
    void a_bearer_token_beside_it_is_neither_needed_nor_the_reason() {
        String bad = "{\"refresh_token\":\"bad\"}";
        assertRefused(HOUSE.as("bad", "POST", "/auth/refresh", ServedHouse.JSON, bad));
        assertRefused(HOUSE.as(ada.accessToken(), "POST", "/auth/refresh", ServedHouse.JSON, bad));
        assertThat(HOUSE.as(
                                "bad",
                                "POST",
                                "/auth/refresh",
                                ServedHouse.JSON,
                                "{\"refresh_token\":\"" + ada.refreshToken() + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(HOUSE.send(
                                "POST",
                                "/auth/refresh?refresh_token=" + ada.refreshToken(),
                                request -> request.method("POST", BodyPublishers.ofString("{}"))
                                        .header("Content-Type", ServedHouse.JSON))
                        .faults())
                .containsExactly("/refresh_token required");
    }

    @Test
    void missing_and_mistyped_members_and_another_grant_are_listed() {
        assertThat(form("grant_type=refresh_token").faults()).containsExactly("/refresh_token required");
        assertThat(form("grant_type=password&refresh_token=x").faults())
                .containsExactly("/grant_type unsupported_grant_type");
        assertThat(form("grant_type=").faults())
                .containsExactlyInAnyOrder("/refresh_token required", "/grant_type unsupported_grant_type");
        assertThat(HOUSE.post("/auth/refresh", ServedHouse.JSON, "{\"refresh_token\":7,\"grant_type\":null}")
                        .faults())
                .containsExactlyInAnyOrder("/refresh_token wrong_type", "/grant_type wrong_type");
        assertThat(HOUSE.post(
                                "/auth/refresh",
                                ServedHouse.JSON,
                                "{\"refresh_token\":\"x\",\"grant_type\":\"password\"}")
                        .faults())
                .containsExactly("/grant_type unsupported_grant_type");
    }

    @Test
    void a_session_that_is_not_used_ends_and_one_that_is_ends_at_last() {
        Somebody idle = ada.elsewhere();
        Somebody busy = ada;
        for (int weeks = 0; weeks < 12; weeks++) {
            HOUSE.house().clock().advance(Duration.ofDays(7));
            busy = busy.refreshed();
        }
        assertRefused(idle.refresh());
        assertThat(busy.isIn()).isTrue();
        HOUSE.house().clock().advance(Duration.ofDays(6));

        assertRefused(busy.refresh());
    }

    @Test
    void no_access_token_outlives_its_session() {
        SessionRules rules =
                new SessionRules(Duration.ofMinutes(15), Duration.ofMinutes(20), Duration.ofMinutes(20), Duration.ZERO);
        try (ServedHouse brief = ServedHouse.with(AuthPolicy.strict().withSessions(rules))) {
            Somebody eve = Somebody.signedUp(brief);
            brief.house().clock().advance(Duration.ofMinutes(12));
            Answer next = eve.refresh();

            assertThat(next.json().path("expires_in").asInt()).isBetween(479, 480);
            assertRefused(eve.refresh());
        }
    }
}
