package io.munjigi.core.usecase.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.testkit.TestAuth;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuthenticateTokenTest {

    private final TestAuth house = TestAuth.strict();

    private void assertRefused(String token) {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> house.auth().authenticateToken().handle(token))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.INVALID_TOKEN));
    }

    @Test
    void a_token_that_was_never_issued_proves_nothing() {
        assertRefused("");
        assertRefused("made up");
    }

    @Test
    void an_expired_token_proves_nothing() {
        house.signUp("ada@example.org");
        String token = house.logIn("ada@example.org").accessToken();

        house.clock().advance(Duration.ofMinutes(16));

        assertRefused(token);
    }

    @Test
    void a_refresh_token_is_no_access_token() {
        house.signUp("ada@example.org");

        assertRefused(house.logIn("ada@example.org").refreshToken());
    }
}
