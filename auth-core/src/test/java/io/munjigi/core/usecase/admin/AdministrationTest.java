package io.munjigi.core.usecase.admin;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.Actor;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditEvent.Outcome;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.Fault;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.Permission;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.DeleteAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What administrators, and those who may do less, do with other people's accounts. */
class AdministrationTest {

    private static final Role SUPPORT = new Role("support");
    private static final Role CLERK = new Role("clerk");

    private final TestAuth house = TestAuth.with(AuthPolicy.strict()
            .withRoles(new RoleRules(Map.of(
                    SUPPORT, Set.of(Permission.USERS_READ, Permission.USERS_WRITE, Permission.ROLES_WRITE),
                    CLERK, Set.of(new Permission("invoices:write"))))));
    private final Auth auth = house.auth();
    private final Principal admin = house.signedInWith("admin@example.org", Role.ADMIN, Role.USER);
    private final Principal support = house.signedInWith("support@example.org", SUPPORT);
    private final User ada = house.signUp("ada@example.org");
    private final SessionTokens adas = house.logIn("ada@example.org");

    private User create(Actor actor, Role... roles) {
        String email = "new-" + UUID.randomUUID() + "@example.org";
        return auth.createUser()
                .handle(new CreateUser.Command(actor, email, TestAuth.PASSWORD, Set.of(roles), Origin.UNKNOWN));
    }

    private User disable(Actor actor, UserId user, boolean disabled) {
        return auth.setUserDisabled().handle(new SetUserDisabled.Command(actor, user, disabled, Origin.UNKNOWN));
    }

    private void give(Actor actor, UserId user, Role role) {
        auth.changeRoles().handle(new ChangeRoles.Command(actor, user, role, true, Origin.UNKNOWN));
    }

    private void take(Actor actor, UserId user, Role role) {
        auth.changeRoles().handle(new ChangeRoles.Command(actor, user, role, false, Origin.UNKNOWN));
    }

    private void delete(Actor actor, UserId user) {
        auth.deleteUser().handle(new DeleteUser.Command(actor, user, Origin.UNKNOWN));
    }

    private void logOut(Actor actor, UserId user) {
        auth.revokeUserSessions().handle(new RevokeUserSessions.Command(actor, user, Origin.UNKNOWN));
    }

    private List<User> list(Actor actor) {
        return auth.listUsers()
                .handle(new ListUsers.Command(actor, UserFilter.EVERYBODY, null, 200, Origin.UNKNOWN))
                .users();
    }

    @Test
    void an_ordinary_user_may_do_nothing_of_it() {
        Principal caller = house.caller(adas);

        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> list(caller),
                () -> auth.readUser().handle(new ReadUser.Command(caller, admin.userId(), Origin.UNKNOWN)),
                () -> create(caller, Role.USER),
                () -> disable(caller, ada.id(), true),
                () -> give(caller, ada.id(), Role.ADMIN),
                () -> take(caller, admin.userId(), Role.ADMIN),
                () -> logOut(caller, admin.userId()),
                () -> delete(caller, admin.userId()))) {
            assertRefused(AuthError.FORBIDDEN, act);
        }
        assertThat(house.stores().events().stream().filter(event -> event.kind() == Kind.ACCESS_REFUSAL))
                .hasSize(8)
                .allSatisfy(event -> {
                    assertThat(event.actor()).isEqualTo(ada.id().toString());
                    assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
                });
    }

    @Test
    void a_role_counts_from_the_next_request_on_with_a_token_from_before() {
        give(admin, ada.id(), Role.ADMIN);
        assertThat(list(house.caller(adas))).isNotEmpty();

        take(admin, ada.id(), Role.ADMIN);
        assertRefused(AuthError.FORBIDDEN, () -> list(house.caller(adas)));
    }

    @Test
    void whoever_is_disabled_is_out_at_once_and_can_come_in_again_when_enabled() {
        assertThat(disable(admin, ada.id(), true).disabled()).isTrue();
        assertThat(house.isGood(adas)).isFalse();
        assertRefused(AuthError.INVALID_CREDENTIALS, () -> house.logIn("ada@example.org"));

        assertThat(disable(admin, ada.id(), false).disabled()).isFalse();
        assertThat(house.isGood(adas)).isFalse();
        assertThat(house.isGood(house.logIn("ada@example.org"))).isTrue();
    }

    @Test
    void a_forced_logout_ends_every_session_of_that_user_alone() {
        SessionTokens others = house.logIn("admin@example.org");

        logOut(admin, ada.id());

        assertThat(house.isGood(adas)).isFalse();
        assertThat(house.isGood(others)).isTrue();
    }

    @Test
    void whoever_is_deleted_is_gone_with_their_sessions() {
        delete(admin, ada.id());

        assertThat(house.isGood(adas)).isFalse();
        assertRefused(
                AuthError.USER_NOT_FOUND,
                () -> auth.readUser().handle(new ReadUser.Command(admin, ada.id(), Origin.UNKNOWN)));
    }

    @Test
    void nobody_gives_or_touches_what_they_do_not_have() {
        create(support, Role.USER);
        create(support, SUPPORT);
        give(support, ada.id(), SUPPORT);

        for (ThrowingCallable act : List.<ThrowingCallable>of(
                () -> create(support, Role.ADMIN),
                () -> create(support, CLERK),
                () -> give(support, ada.id(), Role.ADMIN),
                () -> give(support, support.userId(), CLERK),
                () -> take(support, admin.userId(), Role.USER),
                () -> disable(support, admin.userId(), true),
                () -> logOut(support, admin.userId()),
                () -> delete(support, admin.userId()))) {
            assertRefused(AuthError.FORBIDDEN, act);
        }
        assertThat(house.isGood(house.logIn("admin@example.org"))).isTrue();
    }

    @Test
    void whoever_may_do_less_than_an_ordinary_user_makes_none() {
        TestAuth generous = TestAuth.with(AuthPolicy.strict()
                .withRoles(new RoleRules(Map.of(
                        Role.USER,
                        Set.of(new Permission("invoices:write")),
                        SUPPORT,
                        Set.of(Permission.USERS_WRITE)))));
        Principal lesser = generous.signedInWith("support@example.org", SUPPORT);
        Principal covering = generous.signedInWith("both@example.org", SUPPORT, Role.USER);
        int events = generous.stores().events().size();

        assertRefused(
                AuthError.FORBIDDEN,
                () -> generous.auth()
                        .createUser()
                        .handle(new CreateUser.Command(
                                lesser, "new@example.org", TestAuth.PASSWORD, Set.of(Role.USER), Origin.UNKNOWN)));
        List<AuditEvent> since = generous.stores().events();
        assertThat(since.subList(events, since.size())).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.ACCESS_REFUSAL);
            assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(event.actor()).isEqualTo(lesser.userId().toString());
            assertThat(event.detail()).isEqualTo("roles:write");
        });

        assertThat(generous.auth()
                        .createUser()
                        .handle(new CreateUser.Command(
                                covering, "new@example.org", TestAuth.PASSWORD, Set.of(Role.USER), Origin.UNKNOWN))
                        .roles())
                .as("the address is still free, for whoever may as much")
                .containsExactly(Role.USER);
    }

    @Test
    void the_last_administrator_stays_whoever_asks() {
        for (Actor actor : List.of(admin, Insider.OPERATOR)) {
            assertRefused(AuthError.LAST_ADMINISTRATOR, () -> take(actor, admin.userId(), Role.ADMIN));
            assertRefused(AuthError.LAST_ADMINISTRATOR, () -> disable(actor, admin.userId(), true));
            assertRefused(AuthError.LAST_ADMINISTRATOR, () -> delete(actor, admin.userId()));
        }
        assertRefused(
                AuthError.LAST_ADMINISTRATOR,
                () -> auth.deleteAccount().handle(new DeleteAccount.Command(admin, TestAuth.PASSWORD, Origin.UNKNOWN)));

        User other = create(admin, Role.ADMIN);
        delete(Insider.OPERATOR, admin.userId());
        assertRefused(AuthError.LAST_ADMINISTRATOR, () -> delete(Insider.OPERATOR, other.id()));
    }

    @Test
    void what_is_so_already_is_no_event() {
        int events = house.stores().events().size();

        give(admin, ada.id(), Role.USER);
        take(admin, ada.id(), CLERK);
        disable(admin, ada.id(), false);

        assertThat(house.stores().events()).hasSize(events);
    }

    @Test
    void a_role_that_there_is_not_is_given_to_nobody_but_can_be_taken() {
        Role forgotten = new Role("forgotten");
        assertRefused(AuthError.INVALID_INPUT, () -> give(admin, ada.id(), forgotten));
        assertRefused(AuthError.INVALID_INPUT, () -> take(admin, ada.id(), forgotten));
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> create(admin, forgotten))
                .satisfies(refused ->
                        assertThat(refused.faults()).containsExactly(new Fault("roles", Fault.Code.UNKNOWN_ROLE)));

        house.stores()
                .users()
                .change(ada.id(), new AccountChange.Grant(forgotten, Duration.ofMinutes(16)), SomeEvents.any());
        take(admin, ada.id(), forgotten);
        assertThat(house.stores().users().find(ada.id()).orElseThrow().roles()).containsExactly(Role.USER);
    }

    @Test
    void an_account_without_a_password_lets_nobody_in_until_it_is_given_one() {
        auth.createUser()
                .handle(new CreateUser.Command(admin, "bob@example.org", null, Set.of(Role.USER), Origin.UNKNOWN));
        assertRefused(AuthError.INVALID_CREDENTIALS, () -> house.logIn("bob@example.org"));

        UserId bob = list(admin).get(0).id();
        auth.setUserPassword()
                .handle(new SetUserPassword.Command(Insider.OPERATOR, bob, TestAuth.PASSWORD, Origin.UNKNOWN));
        assertThat(house.isGood(house.logIn("bob@example.org"))).isTrue();
    }

    @Test
    void a_password_that_is_set_is_held_to_the_policy_and_ends_every_session() {
        assertRefused(
                AuthError.INVALID_INPUT,
                () -> auth.setUserPassword()
                        .handle(new SetUserPassword.Command(
                                Insider.OPERATOR, ada.id(), Password.of("password"), Origin.UNKNOWN)));
        assertThat(house.isGood(adas)).isTrue();

        auth.setUserPassword()
                .handle(new SetUserPassword.Command(
                        Insider.OPERATOR, ada.id(), Password.of("staple battery horse"), Origin.UNKNOWN));
        assertThat(house.isGood(adas)).isFalse();
        assertRefused(AuthError.INVALID_CREDENTIALS, () -> house.logIn("ada@example.org"));
    }

    @Test
    void pages_follow_one_another_and_limits_are_kept() {
        List<User> all = list(admin);
        ListUsers.Page first =
                auth.listUsers().handle(new ListUsers.Command(admin, UserFilter.EVERYBODY, null, 2, Origin.UNKNOWN));
        ListUsers.Page second = auth.listUsers()
                .handle(new ListUsers.Command(
                        admin, UserFilter.EVERYBODY, first.users().get(1).id(), 2, Origin.UNKNOWN));

        assertThat(all).hasSize(3);
        assertThat(first.users()).containsExactlyElementsOf(all.subList(0, 2));
        assertThat(first.isLast()).isFalse();
        assertThat(second.users()).containsExactlyElementsOf(all.subList(2, 3));
        assertThat(second.isLast()).isTrue();
        for (int limit : List.of(0, -1, 201)) {
            assertRefused(
                    AuthError.INVALID_INPUT,
                    () -> auth.listUsers()
                            .handle(new ListUsers.Command(admin, UserFilter.EVERYBODY, null, limit, Origin.UNKNOWN)));
        }
    }

    @Test
    void there_is_an_administrator_from_the_start_on_and_nobody_is_raised_for_it() {
        TestAuth fresh = TestAuth.strict();
        EnsureAdministrator.Command command =
                new EnsureAdministrator.Command(Insider.OPERATOR, "root@example.org", TestAuth.PASSWORD);

        assertThat(fresh.auth().ensureAdministrator().handle(command)).isEqualTo(EnsureAdministrator.Outcome.MADE);
        assertThat(fresh.auth().ensureAdministrator().handle(command)).isEqualTo(EnsureAdministrator.Outcome.THERE);
        assertThat(fresh.caller(fresh.logIn("root@example.org")).roles()).containsExactly(Role.ADMIN, Role.USER);

        TestAuth withoutPassword = TestAuth.strict();
        withoutPassword
                .auth()
                .createUser()
                .handle(new CreateUser.Command(
                        Insider.OPERATOR, "other@example.org", null, Set.of(Role.ADMIN), Origin.UNKNOWN));
        assertThat(withoutPassword.auth().ensureAdministrator().handle(command))
                .as("one who cannot come in is none")
                .isEqualTo(EnsureAdministrator.Outcome.MADE);

        TestAuth squatted = TestAuth.strict();
        User squatter = squatted.signUp("Root@example.org");
        assertThat(squatted.auth().ensureAdministrator().handle(command))
                .isEqualTo(EnsureAdministrator.Outcome.ADDRESS_TAKEN);
        assertThat(squatted.stores().users().find(squatter.id())).contains(squatter);
    }
}
