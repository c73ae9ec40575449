package io.munjigi.core.usecase.account;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.FakePasswordHasher;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.login.Login;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changing one's password, reading what is stored, and going for good. */
class OwnAccountTest {

    private static final String EMAIL = "ada@example.org";
    private static final Password NEXT = Password.of("staple battery horse");
    private static final Password WRONG = Password.of("wrong");

    private final TestAuth house = TestAuth.strict();
    private final User ada = house.signUp(EMAIL);
    private final SessionTokens here = house.logIn(EMAIL);
    private final SessionTokens there = house.logIn(EMAIL);
    private final Principal caller = house.caller(here);

    private void change(@Nullable Password current, @Nullable Password next) {
        house.auth().changePassword().handle(new ChangePassword.Command(caller, current, next, Origin.UNKNOWN));
    }

    private void delete(@Nullable Password password) {
        house.auth().deleteAccount().handle(new DeleteAccount.Command(caller, password, Origin.UNKNOWN));
    }

    private SessionTokens logIn(Password password) {
        return house.auth()
                .login()
                .handle(new Login.Command(EMAIL, password, Origin.UNKNOWN))
                .tokens();
    }

    @Test
    void a_new_password_ends_every_other_session() {
        change(TestAuth.PASSWORD, NEXT);

        assertThat(house.isGood(here)).isTrue();
        assertThat(house.isGood(there)).isFalse();
        assertRefused(AuthError.INVALID_CREDENTIALS, () -> logIn(TestAuth.PASSWORD));
        assertThat(house.isGood(logIn(NEXT))).isTrue();
    }

    @Test
    void it_costs_two_hashes_and_a_wrong_one_costs_one() {
        house.hasher().takeSpent();
        change(TestAuth.PASSWORD, NEXT);
        assertThat(house.hasher().takeSpent()).isEqualTo(2 * FakePasswordHasher.CURRENT_STRENGTH);

        assertRefused(AuthError.WRONG_PASSWORD, () -> change(WRONG, NEXT));
        assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
    }

    @Test
    void a_wrong_password_changes_nothing() {
        assertRefused(AuthError.WRONG_PASSWORD, () -> change(WRONG, NEXT));
        assertRefused(AuthError.WRONG_PASSWORD, () -> delete(WRONG));

        assertThat(house.isGood(there)).isTrue();
        assertThat(house.isGood(logIn(TestAuth.PASSWORD))).isTrue();
    }

    @Test
    void a_new_password_is_held_to_the_policy_and_every_fault_is_told() {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> change(null, Password.of("ada")))
                .satisfies(refused -> assertThat(refused.faults())
                        .contains(
                                new Fault("currentPassword", Fault.Code.REQUIRED),
                                new Fault("newPassword", Fault.Code.PASSWORD_TOO_SHORT, 8)));
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> change(TestAuth.PASSWORD, null))
                .satisfies(refused ->
                        assertThat(refused.faults()).containsExactly(new Fault("newPassword", Fault.Code.REQUIRED)));
        assertRefused(AuthError.INVALID_INPUT, () -> delete(null));
    }

    @Test
    void what_is_stored_is_told() {
        ExportAccount.Export export =
                house.auth().exportAccount().handle(new ExportAccount.Command(caller, Origin.UNKNOWN));

        assertThat(export.user()).isEqualTo(ada);
        assertThat(export.sessions())
                .extracting(Session::id)
                .containsExactlyInAnyOrder(here.sessionId(), there.sessionId());
    }

    @Test
    void of_very_many_events_the_newest_ten_thousand_are_told() {
        for (int number = 0; number < 10_300; number++) {
            house.stores().auditLog().record(SomeEvents.of(Kind.LOGIN, ada.id().toString(), null));
        }

        ExportAccount.Export export =
                house.auth().exportAccount().handle(new ExportAccount.Command(caller, Origin.UNKNOWN));

        assertThat(export.events())
                .hasSize(10_000)
                .isEqualTo(house.stores().auditLog().page(new AuditFilter(ada.id(), null), null, 10_000));
    }

    @Test
    void who_goes_is_gone_with_everything() {
        delete(TestAuth.PASSWORD);

        assertThat(house.isGood(here)).isFalse();
        assertThat(house.isGood(there)).isFalse();
        assertRefused(AuthError.INVALID_TOKEN, () -> house.refresh(here.refreshToken()));
        assertRefused(AuthError.INVALID_CREDENTIALS, () -> logIn(TestAuth.PASSWORD));
        assertThat(house.stores().users().find(ada.id())).isEmpty();
        assertThat(house.signUp(EMAIL).id()).isNotEqualTo(ada.id());
    }

    @Test
    void who_is_gone_or_disabled_can_do_none_of_it() {
        house.stores().users().change(ada.id(), new AccountChange.NewState(true), SomeEvents.any());
        assertRefusedAltogether();
        house.stores().users().change(ada.id(), new AccountChange.Removal(1), SomeEvents.any());
        assertRefusedAltogether();
    }

    private void assertRefusedAltogether() {
        assertRefused(AuthError.INVALID_TOKEN, () -> change(TestAuth.PASSWORD, NEXT));
        assertRefused(AuthError.INVALID_TOKEN, () -> delete(TestAuth.PASSWORD));
        assertRefused(
                AuthError.INVALID_TOKEN,
                () -> house.auth().exportAccount().handle(new ExportAccount.Command(caller, Origin.UNKNOWN)));
    }

    @Test
    void of_two_changes_at_once_the_slower_is_told_that_the_password_is_another() {
        house.stores()
                .users()
                .change(ada.id(), new AccountChange.NewPassword(0, PasswordHash.of("$x$"), null), SomeEvents.any());

        assertRefused(AuthError.WRONG_PASSWORD, () -> change(TestAuth.PASSWORD, NEXT));
        assertRefused(AuthError.WRONG_PASSWORD, () -> delete(TestAuth.PASSWORD));
    }
}
