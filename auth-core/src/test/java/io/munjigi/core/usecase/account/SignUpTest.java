package io.munjigi.core.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.TestAuth;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignUpTest {

    private final TestAuth house = TestAuth.strict();

    private static SignUp.Command command(@Nullable String email, @Nullable String password) {
        return new SignUp.Command(email, password == null ? null : Password.of(password), Origin.UNKNOWN);
    }

    private AuthException refusalOf(TestAuth of, SignUp.Command command) {
        return assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> of.auth().signUp().handle(command))
                .actual();
    }

    @Test
    void an_account_is_made_with_the_role_of_a_user_and_stored() {
        User ada = house.signUp("Ada@Example.org");

        assertThat(ada.email().value()).isEqualTo("Ada@Example.org");
        assertThat(ada.roles()).containsExactly(Role.USER);
        assertThat(ada.emailVerified()).isFalse();
        assertThat(ada.disabled()).isFalse();
        assertThat(ada.createdAt()).isEqualTo(Instant.parse("2026-11-23T09:15:00.123Z"));
        assertThat(house.stores().users().find(ada.id())).contains(ada);
    }

    @Test
    void the_password_is_stored_as_a_salted_hash_only() {
        house.signUp("ada@example.org");
        house.signUp("eve@example.org");

        PasswordHash adas = storedHash("ada@example.org");
        assertThat(adas).isNotEqualTo(storedHash("eve@example.org"));
        assertThat(adas.reveal()).doesNotContain(TestAuth.PASSWORD.reveal());
    }

    private PasswordHash storedHash(String email) {
        return house.stores()
                .users()
                .findCredentials(EmailKey.of(email))
                .map(Credentials::passwordHash)
                .orElseThrow();
    }

    @Test
    void an_address_that_is_taken_in_any_letter_case_is_refused() {
        User first = house.signUp("ada@example.org");

        AuthException refusal = refusalOf(house, command("ADA@Example.ORG", "another good one"));

        assertThat(refusal.error()).isEqualTo(AuthError.EMAIL_TAKEN);
        assertThat(house.stores().users().findCredentials(EmailKey.of("ada@example.org")))
                .map(Credentials::user)
                .contains(first);
    }

    @Test
    void of_many_who_race_for_one_address_one_gets_it() {
        TestAuth roomy = TestAuth.with(AuthPolicy.strict().withHashing(AuthPolicy.HashingBudget.withThreads(4)));

        List<Boolean> made = Race.of(16, number -> {
            try {
                roomy.signUp(number % 2 == 0 ? "ada@example.org" : "ADA@example.org");
                return true;
            } catch (AuthException refused) {
                assertThat(refused.error()).isEqualTo(AuthError.EMAIL_TAKEN);
                return false;
            }
        });

        assertThat(made).containsOnlyOnce(true);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_and_no_hash_is_computed() {
        house.hasher().takeSpent();

        assertThat(refusalOf(house, command(null, null)).faults())
                .containsExactly(new Fault("email", Fault.Code.REQUIRED), new Fault("password", Fault.Code.REQUIRED));
        assertThat(refusalOf(house, command("nobody", "short")).faults())
                .containsExactly(
                        new Fault("email", Fault.Code.INVALID_EMAIL),
                        new Fault("password", Fault.Code.PASSWORD_TOO_SHORT, 8));
        assertThat(refusalOf(house, command("lovelace@example.org", "i am lovelace"))
                        .faults())
                .containsExactly(new Fault("password", Fault.Code.PASSWORD_GUESSABLE));
        assertThat(refusalOf(house, command("ada@example.org", "password")).faults())
                .containsExactly(new Fault("password", Fault.Code.PASSWORD_COMMON));
        assertThat(house.hasher().takeSpent()).isZero();
    }

    @Test
    void a_closed_service_takes_nobody() {
        TestAuth closed = TestAuth.with(AuthPolicy.strict().withSignUpOpen(false));

        assertThat(refusalOf(closed, command("ada@example.org", "correct horse"))
                        .error())
                .isEqualTo(AuthError.SIGN_UP_CLOSED);
    }
}
