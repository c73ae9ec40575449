package io.munjigi.core.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import org.junit.jupiter.api.Test;

class CurrentUserTest {

    private final TestAuth house = TestAuth.strict();
    private final User ada = house.signUp("ada@example.org");
    private final Principal caller = house.auth()
            .authenticateToken()
            .handle(house.logIn("ada@example.org").accessToken());

    private void assertRefused() {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> house.auth().currentUser().handle(caller))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.INVALID_TOKEN));
    }

    @Test
    void a_caller_reads_their_own_account() {
        assertThat(house.auth().currentUser().handle(caller)).isEqualTo(ada);
    }

    @Test
    void an_account_that_is_gone_is_no_caller() {
        house.stores().users().change(ada.id(), new AccountChange.Removal(0), SomeEvents.any());
        assertRefused();
    }

    @Test
    void a_disabled_account_is_no_caller() {
        house.stores().users().change(ada.id(), new AccountChange.NewState(true), SomeEvents.any());
        assertRefused();
    }
}
