package io.munjigi.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthPolicy.PasswordRules;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Password;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordPolicyTest {

    private static final EmailAddress LOVELACE = new EmailAddress("Lovelace@example.org");

    private final PasswordPolicy policy = new PasswordPolicy(
            new PasswordRules(8, Set.of("munjigi")),
            password -> password.reveal().equals("iloveyou"),
            Password.MAX_BYTES);

    private List<Fault.Code> faults(String password, @Nullable EmailAddress email) {
        return policy.faults("password", Password.of(password), email).stream()
                .map(Fault::code)
                .toList();
    }

    @Test
    void long_passwords_of_any_characters_are_taken() {
        assertThat(faults("        ", LOVELACE)).isEmpty();
        assertThat(faults("😀😀😀😀😀😀😀😀", LOVELACE)).isEmpty();
        assertThat(faults("x".repeat(1024), LOVELACE)).isEmpty();
        assertThat(faults("nul\0is text", LOVELACE)).isEmpty();
    }

    @Test
    void length_is_counted_in_code_points() {
        assertThat(faults("1234567", LOVELACE)).containsExactly(Fault.Code.PASSWORD_TOO_SHORT);
        assertThat(faults("😀😀😀😀", LOVELACE)).containsExactly(Fault.Code.PASSWORD_TOO_SHORT);
        assertThat(faults("", LOVELACE)).containsExactly(Fault.Code.PASSWORD_TOO_SHORT);
    }

    @Test
    void what_would_be_cut_is_refused() {
        assertThat(faults("é".repeat(513), LOVELACE)).containsExactly(Fault.Code.PASSWORD_TOO_LONG);
        PasswordPolicy bcrypts = new PasswordPolicy(new PasswordRules(8, Set.of()), password -> false, 72);
        assertThat(bcrypts.faults("password", Password.of("é".repeat(36)), null))
                .isEmpty();
        assertThat(bcrypts.faults("password", Password.of("é".repeat(36) + "x"), null))
                .containsExactly(new Fault("password", Fault.Code.PASSWORD_TOO_LONG));
    }

    @Test
    void what_is_not_text_is_refused() {
        assertThat(faults("unpaired \ud800", LOVELACE)).containsExactly(Fault.Code.PASSWORD_NOT_TEXT);
    }

    @Test
    void what_everybody_tries_is_refused() {
        assertThat(faults("iloveyou", LOVELACE)).containsExactly(Fault.Code.PASSWORD_COMMON);
    }

    @Test
    void the_name_in_the_address_and_that_of_the_service_are_refused_in_any_letter_case() {
        assertThat(faults("I am LOVELACE!", LOVELACE)).containsExactly(Fault.Code.PASSWORD_GUESSABLE);
        assertThat(faults("MunJigi-2026", LOVELACE)).containsExactly(Fault.Code.PASSWORD_GUESSABLE);
        assertThat(faults("I am LOVELACE!", null)).isEmpty();
    }

    @Test
    void a_name_of_three_letters_forbids_nothing() {
        assertThat(faults("bob and alice", new EmailAddress("bob@example.org"))).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThat(faults("munj\ud800", new EmailAddress("munj@example.org")))
                .containsExactly(
                        Fault.Code.PASSWORD_NOT_TEXT, Fault.Code.PASSWORD_TOO_SHORT, Fault.Code.PASSWORD_GUESSABLE);
    }
}
