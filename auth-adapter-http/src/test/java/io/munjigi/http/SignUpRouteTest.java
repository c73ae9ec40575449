package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.testkit.Race;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SignUpRouteTest {

    private static final ServedHouse HOUSE = ServedHouse.strict();

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static Answer signUp(String body) {
        return HOUSE.post("/auth/signup", ServedHouse.JSON, body);
    }

    @Test
    void an_account_is_made_and_shown() {
        Answer answer = HOUSE.signUp("Ada@Example.org", "correct horse battery");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.member("email")).isEqualTo("Ada@Example.org");
        assertThat(answer.json().path("email_verified").asBoolean()).isFalse();
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(answer.member("created_at")).isEqualTo("2026-11-23T09:15:00.123Z");
        assertThat(answer.text()).doesNotContain("password", "correct");
    }

    @Test
    void an_address_that_is_taken_in_any_letter_case_is_a_conflict() {
        HOUSE.signUp("taken@example.org", "correct horse battery");

        Answer answer = HOUSE.signUp("TAKEN@example.ORG", "another good one");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.member("detail")).isEqualTo("Email already registered");
        assertThat(answer.member("code")).isEqualTo("email_taken");
    }

    @Test
    void of_many_who_race_for_one_address_one_gets_it() {
        List<Integer> statuses = Race.of(
                12,
                number -> HOUSE.signUp(
                                number % 2 == 0 ? "race@example.org" : "RACE@example.org", "correct horse battery")
                        .status());

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void every_fault_is_listed_at_once_by_pointer() {
        assertThat(signUp("{}").faults()).containsExactlyInAnyOrder("/email required", "/password required");
        assertThat(signUp("{\"email\":null,\"password\":7}").faults())
                .containsExactlyInAnyOrder("/email wrong_type", "/password wrong_type");
        assertThat(signUp("{\"email\":[\"a@example.org\"],\"password\":\"short\"}")
                        .faults())
                .containsExactlyInAnyOrder("/email wrong_type", "/password password_too_short");
        assertThat(signUp("{\"email\":\"nobody\",\"password\":\"password\"}").faults())
                .containsExactlyInAnyOrder("/email invalid_email", "/password password_common");
        assertThat(signUp("{\"email\":\"x@example.org\",\"password\":\"my munjigi password\"}")
                        .faults())
                .containsExactly("/password password_guessable");
        assertThat(signUp("[]").faults()).containsExactly(" wrong_type");
        assertThat(signUp("\"text\"").faults()).containsExactly(" wrong_type");
        assertThat(signUp("null").faults()).containsExactly(" wrong_type");
    }

    @Test
    void unknown_members_are_ignored() {
        Answer answer = signUp("{\"email\":\"eve@example.org\",\"password\":\"correct horse battery\","
                + "\"roles\":[\"admin\"],\"disabled\":true,\"id\":\"x\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(answer.json().path("disabled").asBoolean()).isFalse();
    }

    @Test
    void a_form_is_no_sign_up() {
        assertThat(HOUSE.post("/auth/signup", ServedHouse.FORM, "email=a%40example.org&password=correct+horse")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void what_is_not_text_is_refused_and_nothing_is_stored() {
        assertThat(signUp("{\"email\":\"lone@example.org\",\"password\":\"unpaired \\ud800 half\"}")
                        .faults())
                .containsExactly("/password password_not_text");
        assertThat(signUp("{\"email\":\"lone\\ud800@example.org\",\"password\":\"correct horse\"}")
                        .faults())
                .containsExactly("/email invalid_email");
        assertThat(signUp("{\"email\":\"nul\\u0000@example.org\",\"password\":\"correct horse\"}")
                        .faults())
                .containsExactly("/email invalid_email");
        assertThat(HOUSE.house().stores().users().findCredentials(EmailKey.of("lone@example.org")))
                .isEmpty();
    }

    @Test
    void a_password_may_hold_nul_and_emoji_and_fragments_of_languages() {
        for (String password : List.of(
                "nul\\u0000nul\\u0000",
                "😀😀😀😀😀😀😀😀",
                "'; DROP TABLE users --",
                "<script>alert(1)",
                "${jndi:ldap://x}",
                "\u0131\u0130iI dotless",
                "e\u0301\u0327 combining",
                "\u202etfel ot thgir",
                "\\r\\nX-Injected: y")) {
            String email = "text-" + Integer.toHexString(password.hashCode()) + "@example.org";
            assertThat(HOUSE.signUp(email, password).status()).isEqualTo(201);
            assertThat(HOUSE.logIn(email, password).status()).isEqualTo(200);
        }
    }

    /** In Turkish the upper case of i has a dot and the lower case of I has none; here all four are one letter, whoever asks. */
    @Test
    void an_address_is_one_whatever_its_i_looks_like() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            HOUSE.signUp("titi@example.org", "correct horse battery");
            for (String other :
                    List.of("TITI@EXAMPLE.ORG", "t\u0131t\u0131@example.org", "T\u0130T\u0130@example.org")) {
                assertThat(HOUSE.signUp(other, "correct horse battery").status())
                        .isEqualTo(409);
                assertThat(HOUSE.logIn(other, "correct horse battery").status()).isEqualTo(200);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_closed_service_says_so() {
        try (ServedHouse closed = ServedHouse.with(AuthPolicy.strict().withSignUpOpen(false))) {
            Answer answer = closed.signUp("ada@example.org", "correct horse battery");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.member("code")).isEqualTo("sign_up_closed");
        }
    }
}
