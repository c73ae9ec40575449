package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Password;
import io.munjigi.core.testkit.TestAuth;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ReasonsInLanguagesTest {

    private static final Password BREACHED = Password.of("tr0ub4dor & three");
    private static final TestAuth FAKES = TestAuth.strict();
    private static final ServedHouse HOUSE = ServedHouse.of(
            FAKES,
            FAKES.builder()
                    .breachedPasswords(password -> password.reveal().equals(BREACHED.reveal()))
                    .build());

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static Answer signUp(ServedHouse house, String email, String password, String... headers) {
        return house.send("POST", "/auth/signup", request -> {
            request.method(
                            "POST",
                            BodyPublishers.ofString("{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}"))
                    .header("Content-Type", ServedHouse.JSON);
            if (headers.length > 0) {
                request.headers(headers);
            }
        });
    }

    private static List<String> messages(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("message").asString())
                .toList();
    }

    @Test
    void who_likes_korean_best_reads_the_reasons_in_korean_and_all_else_as_ever() {
        Answer english = signUp(HOUSE, "nobody", "short");
        Answer korean = signUp(HOUSE, "nobody", "short", "Accept-Language", "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7");

        assertThat(messages(english)).containsExactly("Is not an e-mail address", "Must have at least 8 characters");
        assertThat(messages(korean)).containsExactly("올바른 이메일 주소가 아닙니다.", "비밀번호는 8자 이상이어야 합니다.");
        assertThat(english.header("Content-Language")).isEqualTo("en");
        assertThat(korean.header("Content-Language")).isEqualTo("ko");
        for (Answer answer : List.of(english, korean)) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.header("Vary")).isEqualTo("Accept-Language");
            assertThat(answer.faults()).containsExactly("/email invalid_email", "/password password_too_short");
        }
        for (String member : List.of("type", "title", "status", "detail", "code")) {
            assertThat(korean.json().path(member))
                    .as(member)
                    .isEqualTo(english.json().path(member));
        }
    }

    @Test
    void what_the_http_side_finds_is_told_in_korean_too() {
        Answer answer = HOUSE.send(
                "POST",
                "/auth/login",
                request -> request.method("POST", BodyPublishers.ofString("grant_type=x&username=a"))
                        .headers("Content-Type", ServedHouse.FORM, "Accept-Language", "ko"));

        assertThat(messages(answer)).containsExactlyInAnyOrder("\"password\"만 사용할 수 있습니다.", "필수 항목입니다.");
    }

    @Test
    void what_the_contract_says_is_said_in_english_to_everybody() {
        signUp(HOUSE, "ada@example.org", "correct horse battery");

        Answer taken = signUp(HOUSE, "ada@example.org", "correct horse battery", "Accept-Language", "ko");
        Answer stranger = HOUSE.get("/users/me", "Accept-Language", "ko");

        assertThat(taken.member("detail")).isEqualTo("Email already registered");
        assertThat(stranger.member("detail")).isEqualTo("Not authenticated");
        for (Answer answer : List.of(taken, stranger)) {
            assertThat(answer.headerNames()).doesNotContain("content-language", "vary");
        }
    }

    @Test
    void a_hostile_wish_is_answered_in_english() {
        for (String wish : List.of(";;;", "ko;q=9", "x".repeat(6_000), "ko" + ",ko".repeat(2_000), "*", "ko;q=NaN,,")) {
            Answer answer = signUp(HOUSE, "nobody", "correct horse battery", "Accept-Language", wish);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(messages(answer)).containsExactly("Is not an e-mail address");
            assertThat(answer.header("Content-Language")).isEqualTo("en");
        }
    }

    @Test
    void origin_and_language_are_both_told_to_caches() {
        try (ServedHouse open = ServedHouse.by(HttpRules.strict().withCorsOrigins(Set.of("https://app.example.org")))) {
            assertThat(signUp(open, "nobody", "correct horse battery").header("Vary"))
                    .isEqualTo("Origin, Accept-Language");
        }
    }

    @Test
    void a_breached_password_is_refused_and_said_to_be() {
        Answer answer = signUp(HOUSE, "eve@example.org", BREACHED.reveal(), "Accept-Language", "ko");

        assertThat(answer.faults()).containsExactly("/password password_breached");
        assertThat(messages(answer)).containsExactly("유출된 적이 있는 비밀번호입니다. 다른 비밀번호를 사용해 주세요.");
        assertThat(answer.text()).doesNotContain("tr0ub4dor");
    }

    @Test
    void while_breached_passwords_cannot_be_looked_up_nobody_signs_up() {
        try (ServedHouse unable = ServedHouse.of(
                FAKES,
                FAKES.builder()
                        .breachedPasswords(password -> {
                            throw new AuthException(AuthError.UNAVAILABLE);
                        })
                        .build())) {
            Answer answer = signUp(unable, "bob@example.org", "correct horse battery");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
    }
}
