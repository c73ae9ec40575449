package io.munjigi.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.FakePasswordHasher;
import io.munjigi.core.testkit.FakeSecretSealer;
import io.munjigi.core.testkit.InMemoryStores;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.SignUp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class AuthBuilderTest {

    @Test
    void a_missing_part_is_named() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Auth.builder().build())
                .withMessage("AuthBuilder needs users");
    }

    @Test
    void system_clock_and_secure_randomness_are_the_defaults() {
        InMemoryStores stores = new InMemoryStores(Clock.systemUTC());
        Auth auth = Auth.builder()
                .stores(stores)
                .passwordHasher(new FakePasswordHasher())
                .passwordBlocklist(password -> false)
                .accessTokens(new FakeAccessTokens(Clock.systemUTC()))
                .secretSealer(new FakeSecretSealer())
                .build();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        User one = auth.signUp().handle(new SignUp.Command("a@example.org", TestAuth.PASSWORD, Origin.UNKNOWN));
        User other = auth.signUp().handle(new SignUp.Command("b@example.org", TestAuth.PASSWORD, Origin.UNKNOWN));

        assertThat(one.createdAt()).isBetween(before, Instant.now());
        assertThat(one.id()).isNotEqualTo(other.id());
        auth.close();
    }

    @Test
    void keys_sealed_under_another_master_secret_stop_the_start() {
        TestAuth house = TestAuth.strict();

        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(() ->
                        house.builder().secretSealer(new FakeSecretSealer()).build())
                .withMessageContaining("audit-login-names");
    }

    @Test
    void a_principal_says_who_it_is_and_no_more() {
        TestAuth house = TestAuth.strict();
        house.signUp("ada@example.org");
        String token = house.logIn("ada@example.org").accessToken();
        Principal caller = house.auth().authenticateToken().handle(token);

        assertThat(caller.toString()).contains(caller.userId().toString()).doesNotContain(token);
    }
}
