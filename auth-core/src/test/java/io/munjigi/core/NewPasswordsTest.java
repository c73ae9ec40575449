package io.munjigi.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.port.PasswordBlocklist;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.admin.CreateUser;
import io.munjigi.core.usecase.admin.SetUserPassword;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every way to a new password asks the list of breached ones. */
class NewPasswordsTest {

    private static final Password BREACHED = Password.of("tr0ub4dor & three");

    private final TestAuth house = TestAuth.strict();
    private final User ada = house.signUp("ada@example.org");
    private final Principal caller = house.caller(house.logIn("ada@example.org"));

    private List<ThrowingCallable> ways(PasswordBlocklist breached) {
        Auth auth = house.builder().breachedPasswords(breached).build();
        return List.of(
                () -> auth.signUp().handle(new SignUp.Command("bob@example.org", BREACHED, Origin.UNKNOWN)),
                () -> auth.changePassword()
                        .handle(new ChangePassword.Command(caller, TestAuth.PASSWORD, BREACHED, Origin.UNKNOWN)),
                () -> auth.createUser()
                        .handle(new CreateUser.Command(
                                Insider.OPERATOR, "eve@example.org", BREACHED, Set.of(Role.USER), Origin.UNKNOWN)),
                () -> auth.setUserPassword()
                        .handle(new SetUserPassword.Command(Insider.OPERATOR, ada.id(), BREACHED, Origin.UNKNOWN)));
    }

    @Test
    void a_breached_one_is_refused_whoever_sets_it() {
        for (ThrowingCallable way : ways(BREACHED::equals)) {
            assertThatExceptionOfType(AuthException.class)
                    .isThrownBy(way)
                    .satisfies(refused -> assertThat(refused.faults())
                            .extracting(Fault::code)
                            .containsExactly(Fault.Code.PASSWORD_BREACHED));
        }
    }

    @Test
    void none_is_taken_while_the_list_cannot_be_read() {
        PasswordBlocklist unreadable = password -> {
            throw new AuthException(AuthError.UNAVAILABLE);
        };

        for (ThrowingCallable way : ways(unreadable)) {
            assertThatExceptionOfType(AuthException.class)
                    .isThrownBy(way)
                    .returns(AuthError.UNAVAILABLE, AuthException::error);
        }
        assertThat(house.isGood(house.logIn("ada@example.org"))).isTrue();
    }

    @Test
    void any_other_one_is_taken() {
        for (ThrowingCallable way : ways(PasswordBlocklist.NONE)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(way)).isNull();
        }
    }
}
