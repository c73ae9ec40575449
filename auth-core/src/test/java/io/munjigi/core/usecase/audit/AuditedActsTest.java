package io.munjigi.core.usecase.audit;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditEvent.Outcome;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.FakeSigningKeyMaker;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.ChangePassword;
import io.munjigi.core.usecase.account.DeleteAccount;
import io.munjigi.core.usecase.account.ExportAccount;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.admin.ChangeRoles;
import io.munjigi.core.usecase.admin.CreateUser;
import io.munjigi.core.usecase.admin.DeleteUser;
import io.munjigi.core.usecase.admin.RevokeUserSessions;
import io.munjigi.core.usecase.admin.SetUserDisabled;
import io.munjigi.core.usecase.admin.SetUserPassword;
import io.munjigi.core.usecase.keys.RevokeSigningKey;
import io.munjigi.core.usecase.keys.RotateSigningKeys;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.Logout;
import io.munjigi.core.usecase.login.RefreshSession;
import io.munjigi.core.usecase.login.RevokeToken;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done, and what is refused, is one event each. */
class AuditedActsTest {

    private static final String EMAIL = "ada@example.org";
    private static final Origin FROM = new Origin("192.0.2.7", "curl/8", "request-7");

    private final List<AuditEvent> heard = new ArrayList<>();
    private final TestAuth house = TestAuth.strict();
    private final Auth auth = house.builder().auditListener(heard::add).build();

    private User signUp() {
        return auth.signUp().handle(new SignUp.Command(EMAIL, TestAuth.PASSWORD, FROM));
    }

    private SessionTokens logIn() {
        return auth.login()
                .handle(new Login.Command(EMAIL, TestAuth.PASSWORD, FROM))
                .tokens();
    }

    private Principal caller(SessionTokens tokens) {
        return auth.authenticateToken().handle(tokens.accessToken());
    }

    private Principal administrator() {
        auth.createUser()
                .handle(new CreateUser.Command(
                        Insider.OPERATOR, "admin@example.org", TestAuth.PASSWORD, Set.of(Role.ADMIN), FROM));
        return caller(auth.login()
                .handle(new Login.Command("admin@example.org", TestAuth.PASSWORD, FROM))
                .tokens());
    }

    private AuditEvent last() {
        List<AuditEvent> events = house.stores().events();
        assertThat(heard)
                .as("what the listener heard")
                .extracting(AuditEvent::id)
                .containsExactlyElementsOf(events.stream().map(AuditEvent::id).toList());
        return events.get(events.size() - 1);
    }

    private void assertLast(Kind kind, Outcome outcome, @Nullable String actor, @Nullable String subject) {
        AuditEvent event = last();
        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.outcome()).isEqualTo(outcome);
        assertThat(event.actor()).isEqualTo(actor);
        assertThat(event.subject()).isEqualTo(subject);
        assertThat(event.origin()).isEqualTo(FROM);
        assertThat(event.at()).isEqualTo(house.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void coming_in_and_going_is() {
        String ada = signUp().id().toString();
        assertLast(Kind.SIGN_UP, Outcome.SUCCESS, ada, ada);

        SessionTokens tokens = logIn();
        assertLast(Kind.LOGIN, Outcome.SUCCESS, ada, ada);

        auth.logout().handle(new Logout.Command(tokens.accessToken(), null, FROM));
        assertLast(Kind.LOGOUT, Outcome.SUCCESS, ada, ada);

        SessionTokens again = logIn();
        auth.revokeToken().handle(new RevokeToken.Command(again.refreshToken(), FROM));
        assertLast(Kind.SESSION_REVOCATION, Outcome.SUCCESS, ada, ada);
    }

    @Test
    void a_login_that_fails_is_and_never_tells_what_was_typed() {
        String ada = signUp().id().toString();

        assertRefused(
                AuthError.INVALID_CREDENTIALS,
                () -> auth.login().handle(new Login.Command(EMAIL, Password.of("wrong"), FROM)));
        assertLast(Kind.LOGIN, Outcome.FAILURE, null, ada);

        String typed = "hunter2, a password in the wrong field";
        assertRefused(
                AuthError.INVALID_CREDENTIALS,
                () -> auth.login().handle(new Login.Command(typed, Password.of("wrong"), FROM)));
        AuditEvent unknown = last();
        assertThat(unknown.subject()).matches("login:[0-9a-f]{32}");
        assertThat(unknown.toString()).doesNotContain("hunter2");

        assertRefused(
                AuthError.INVALID_CREDENTIALS,
                () -> auth.login()
                        .handle(new Login.Command(typed.toUpperCase(Locale.ROOT), Password.of("wrong"), FROM)));
        assertThat(last().subject()).as("the same name in another letter case").isEqualTo(unknown.subject());
    }

    @Test
    void a_taken_address_is() {
        signUp();

        assertRefused(AuthError.EMAIL_TAKEN, this::signUp);

        assertThat(last().kind()).isEqualTo(Kind.SIGN_UP);
        assertThat(last().outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(last().subject()).startsWith("login:");
    }

    @Test
    void a_theft_is() {
        String ada = signUp().id().toString();
        SessionTokens first = logIn();
        SessionTokens second = auth.refreshSession().handle(new RefreshSession.Command(first.refreshToken(), FROM));
        auth.refreshSession().handle(new RefreshSession.Command(second.refreshToken(), FROM));
        int events = house.stores().events().size();

        assertRefused(
                AuthError.INVALID_TOKEN,
                () -> auth.refreshSession().handle(new RefreshSession.Command(first.refreshToken(), FROM)));

        assertLast(Kind.REFRESH_THEFT, Outcome.FAILURE, null, ada);
        assertThat(last().detail()).isEqualTo("session " + first.sessionId());
        assertThat(house.stores().events()).hasSize(events + 1);
    }

    @Test
    void what_one_does_with_ones_own_account_is() {
        String ada = signUp().id().toString();
        Principal caller = caller(logIn());
        Password next = Password.of("staple battery horse");

        assertRefused(
                AuthError.WRONG_PASSWORD,
                () -> auth.changePassword()
                        .handle(new ChangePassword.Command(caller, Password.of("wrong"), next, FROM)));
        assertLast(Kind.PASSWORD_CHANGE, Outcome.FAILURE, ada, ada);

        auth.changePassword().handle(new ChangePassword.Command(caller, TestAuth.PASSWORD, next, FROM));
        assertLast(Kind.PASSWORD_CHANGE, Outcome.SUCCESS, ada, ada);

        ExportAccount.Export export = auth.exportAccount().handle(new ExportAccount.Command(caller, FROM));
        assertLast(Kind.ACCOUNT_EXPORT, Outcome.SUCCESS, ada, ada);
        assertThat(export.events()).hasSize(heard.size());

        assertRefused(
                AuthError.WRONG_PASSWORD,
                () -> auth.deleteAccount().handle(new DeleteAccount.Command(caller, Password.of("wrong"), FROM)));
        assertLast(Kind.ACCOUNT_DELETION, Outcome.FAILURE, ada, ada);
    }

    @Test
    void a_deleted_account_leaves_a_pseudonym_and_nothing_personal() {
        String ada = signUp().id().toString();
        Principal caller = caller(logIn());

        auth.deleteAccount().handle(new DeleteAccount.Command(caller, TestAuth.PASSWORD, FROM));

        assertThat(house.stores().events()).hasSize(3).allSatisfy(event -> {
            assertThat(event.subject()).isEqualTo(ada);
            assertThat(event.origin()).isEqualTo(new Origin(null, null, "request-7"));
        });
    }

    @Test
    void what_others_did_is_told_to_its_subject_without_who_and_where() {
        User ada = signUp();
        Principal admin = administrator();
        auth.setUserDisabled().handle(new SetUserDisabled.Command(admin, ada.id(), true, FROM));
        auth.setUserDisabled().handle(new SetUserDisabled.Command(admin, ada.id(), false, FROM));

        List<AuditEvent> told = auth.exportAccount()
                .handle(new ExportAccount.Command(caller(logIn()), FROM))
                .events();

        assertThat(told.stream().filter(event -> event.kind() == Kind.ACCOUNT_DISABLING))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.actor()).isNull();
                    assertThat(event.origin()).isEqualTo(Origin.UNKNOWN);
                });
    }

    @Test
    void administration_is() {
        User ada = signUp();
        String subject = ada.id().toString();
        Principal admin = administrator();
        String actor = admin.userId().toString();

        auth.changeRoles().handle(new ChangeRoles.Command(admin, ada.id(), Role.ADMIN, true, FROM));
        assertLast(Kind.ROLE_GRANT, Outcome.SUCCESS, actor, subject);
        assertThat(last().detail()).isEqualTo("role admin");

        auth.changeRoles().handle(new ChangeRoles.Command(admin, ada.id(), Role.ADMIN, false, FROM));
        assertLast(Kind.ROLE_REVOCATION, Outcome.SUCCESS, actor, subject);

        auth.setUserDisabled().handle(new SetUserDisabled.Command(admin, ada.id(), true, FROM));
        assertLast(Kind.ACCOUNT_DISABLING, Outcome.SUCCESS, actor, subject);

        auth.setUserDisabled().handle(new SetUserDisabled.Command(admin, ada.id(), false, FROM));
        assertLast(Kind.ACCOUNT_ENABLING, Outcome.SUCCESS, actor, subject);

        auth.revokeUserSessions().handle(new RevokeUserSessions.Command(admin, ada.id(), FROM));
        assertLast(Kind.SESSION_REVOCATION, Outcome.SUCCESS, actor, subject);

        auth.setUserPassword().handle(new SetUserPassword.Command(Insider.OPERATOR, ada.id(), TestAuth.PASSWORD, FROM));
        assertLast(Kind.PASSWORD_RESET, Outcome.SUCCESS, "operator", subject);

        assertRefused(
                AuthError.LAST_ADMINISTRATOR,
                () -> auth.deleteUser().handle(new DeleteUser.Command(admin, admin.userId(), FROM)));
        assertLast(Kind.ACCOUNT_DELETION, Outcome.FAILURE, actor, actor);

        auth.deleteUser().handle(new DeleteUser.Command(admin, ada.id(), FROM));
        assertLast(Kind.ACCOUNT_DELETION, Outcome.SUCCESS, actor, subject);
    }

    @Test
    void changes_of_keys_are() {
        Principal admin = administrator();
        house.stores()
                .signingKeys()
                .append(
                        new FakeSigningKeyMaker()
                                .make(1, house.clock().instant(), house.clock().instant()),
                        null);

        SigningKey key = auth.rotateSigningKeys().handle(new RotateSigningKeys.Command(admin, Duration.ZERO, FROM));
        assertLast(Kind.KEY_ROTATION, Outcome.SUCCESS, admin.userId().toString(), key.keyId());

        auth.revokeSigningKey().handle(new RevokeSigningKey.Command(admin, key.keyId(), FROM));
        assertLast(Kind.KEY_REVOCATION, Outcome.SUCCESS, admin.userId().toString(), key.keyId());
    }

    @Test
    void a_listener_that_fails_stops_nothing() {
        Auth withFailing = house.builder()
                .auditListener(event -> {
                    throw new IllegalStateException("no");
                })
                .build();

        assertThat(withFailing.signUp().handle(new SignUp.Command(EMAIL, TestAuth.PASSWORD, FROM)))
                .isNotNull();
    }

    @Test
    void the_trail_is_read_page_by_page_by_those_who_may() {
        signUp();
        Principal admin = administrator();
        Principal user = caller(logIn());

        ReadAuditLog.Page first =
                auth.readAuditLog().handle(new ReadAuditLog.Command(admin, AuditFilter.EVERYTHING, null, 2, FROM));
        ReadAuditLog.Page second = auth.readAuditLog()
                .handle(new ReadAuditLog.Command(
                        admin, AuditFilter.EVERYTHING, first.events().get(1).id(), 200, FROM));

        assertThat(first.isLast()).isFalse();
        assertThat(second.isLast()).isTrue();
        assertThat(second.events()).doesNotContainAnyElementsOf(first.events());
        assertRefused(
                AuthError.FORBIDDEN,
                () -> auth.readAuditLog()
                        .handle(new ReadAuditLog.Command(user, AuditFilter.EVERYTHING, null, 2, FROM)));
        assertRefused(
                AuthError.INVALID_INPUT,
                () -> auth.readAuditLog()
                        .handle(new ReadAuditLog.Command(admin, AuditFilter.EVERYTHING, null, 201, FROM)));
    }
}
