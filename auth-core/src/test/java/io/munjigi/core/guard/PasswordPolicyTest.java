package io.munjigi.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy.PasswordRules;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Password;
import io.munjigi.core.port.PasswordBlocklist;
import io.munjigi.core.testkit.TestAuth;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordPolicyTest {

    private static final EmailAddress LOVELACE = new EmailAddress("Lovelace@example.org");

    private final PasswordPolicy policy = new PasswordPolicy(
            new PasswordRules(8, Set.of("munjigi")),
            password -> password.reveal().equals("iloveyou"),
            password -> Set.of("iloveyou", "correct horse").contains(password.reveal()),
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
        PasswordPolicy bcrypts =
                new PasswordPolicy(new PasswordRules(8, Set.of()), PasswordBlocklist.NONE, PasswordBlocklist.NONE, 72);
        assertThat(bcrypts.faults("password", Password.of("é".repeat(36)), null))
                .isEmpty();
        assertThat(bcrypts.faults("password", Password.of("é".repeat(36) + "x"), null))
                .containsExactly(new Fault("password", Fault.Code.PASSWORD_TOO_LONG, 72));
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
    void what_is_known_from_a_breach_is_refused_letter_by_letter() {
        assertThat(faults("correct horse", LOVELACE)).containsExactly(Fault.Code.PASSWORD_BREACHED);
        assertThat(faults("Correct horse", LOVELACE)).isEmpty();
    }

    @Test
    void what_the_password_has_to_keep_to_is_said() {
        assertThat(policy.faults("new", Password.of("short"), null))
                .containsExactly(new Fault("new", Fault.Code.PASSWORD_TOO_SHORT, 8));
    }

    @Test
    void a_list_that_cannot_be_read_takes_no_password() {
        PasswordPolicy unreadable = new PasswordPolicy(
                new PasswordRules(8, Set.of()),
                PasswordBlocklist.NONE,
                password -> {
                    throw new AuthException(AuthError.UNAVAILABLE);
                },
                72);

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> unreadable.faults("password", TestAuth.PASSWORD, null))
                .returns(AuthError.UNAVAILABLE, AuthException::error);
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
