package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.Grant;
import io.munjigi.core.model.AccountChange.NewPassword;
import io.munjigi.core.model.AccountChange.NewState;
import io.munjigi.core.model.AccountChange.Removal;
import io.munjigi.core.model.AccountChange.Status;
import io.munjigi.core.model.AccountChange.Withdrawal;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link Users} must do. */
public interface UsersContract {

    /** A role beside those that there always are. */
    Role CLERK = new Role("clerk");

    /** The store under test; each test may find others' accounts in it. */
    Users users();

    /** The sessions beside it. */
    Sessions sessions();

    /** The record of revocations beside it. */
    Revocations revocations();

    /** The same accounts, many at a time. */
    UserDirectory userDirectory();

    /** The audit trail beside them. */
    AuditLog auditLog();

    /** The stores' clock. */
    SettableClock clock();

    private static String address() {
        return "Ada." + UUID.randomUUID() + "@Example.org";
    }

    @Test
    default void an_added_account_is_found_by_its_id_as_it_was_given() {
        User ada = SomeUsers.withEmailAndRoles(address(), Role.USER, Role.ADMIN);

        assertThat(users().add(ada, PasswordHash.of("hash"), SomeEvents.any())).isTrue();

        assertThat(users().find(ada.id())).contains(ada);
    }

    @Test
    default void an_added_account_is_found_by_its_address_in_any_letter_case() {
        User ada = SomeUsers.withEmail(address());
        users().add(ada, PasswordHash.of("hash"), SomeEvents.any());

        for (String typed : List.of(
                ada.email().value(),
                ada.email().value().toUpperCase(Locale.ROOT),
                ada.email().value().toLowerCase(Locale.ROOT))) {
            assertThat(users().findCredentials(EmailKey.of(typed)))
                    .contains(new Credentials(ada, PasswordHash.of("hash"), 0));
        }
    }

    @Test
    default void what_a_password_is_weighed_by_is_found_by_the_id_too() {
        User ada = SomeUsers.withEmailAndRoles(address(), Role.USER, Role.ADMIN);
        users().add(ada, PasswordHash.of("hash"), SomeEvents.any());

        assertThat(users().findCredentials(ada.id())).contains(new Credentials(ada, PasswordHash.of("hash"), 0));
        assertThat(users().findCredentials(new UserId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void an_address_beyond_ascii_is_found_in_any_letter_case() {
        User user = SomeUsers.withEmail("Grüße-" + UUID.randomUUID() + "-ЁЖ𐐀@exämple.org");
        users().add(user, null, SomeEvents.any());

        assertThat(users().findCredentials(EmailKey.of(
                        user.email().value().replace("Grüße", "GRÜßE").replace("ЁЖ𐐀", "ёж𐐨"))))
                .map(Credentials::user)
                .contains(user);
    }

    @Test
    default void an_account_without_a_password_has_none() {
        User user = SomeUsers.anyone();
        users().add(user, null, SomeEvents.any());

        assertThat(users().findCredentials(user.email().key())).contains(new Credentials(user, null, 0));
    }

    @Test
    default void nobody_is_found_by_an_id_or_an_address_that_is_not_there() {
        assertThat(users().find(new UserId(UUID.randomUUID()))).isEmpty();
        assertThat(users().findCredentials(EmailKey.of(address()))).isEmpty();
    }

    @Test
    default void any_text_can_be_looked_up() {
        for (String typed : List.of(
                "", "\0", "a\0b@example.org", "\ud800", "😀", "' OR 1=1 --", "%", "x".repeat(60_000), "\u202e\ufeff")) {
            assertThat(users().findCredentials(EmailKey.of(typed))).isEmpty();
        }
    }

    @Test
    default void an_address_taken_in_another_letter_case_is_refused_and_nothing_changes() {
        User first = SomeUsers.withEmail(address());
        User second = SomeUsers.withEmail(first.email().value().toUpperCase(Locale.ROOT));
        users().add(first, PasswordHash.of("first"), SomeEvents.any());

        assertThat(users().add(second, PasswordHash.of("second"), SomeEvents.any()))
                .isFalse();

        assertThat(users().find(second.id())).isEmpty();
        assertThat(users().findCredentials(first.email().key()))
                .contains(new Credentials(first, PasswordHash.of("first"), 0));
    }

    @Test
    default void of_many_who_race_for_one_address_one_gets_it() {
        String address = address();
        List<User> racers = IntStream.range(0, 16)
                .mapToObj(number -> SomeUsers.withEmail(number % 2 == 0 ? address : address.toUpperCase(Locale.ROOT)))
                .toList();

        List<Boolean> added = Race.of(
                racers.size(),
                number -> users().add(racers.get(number), PasswordHash.of("hash " + number), SomeEvents.any()));

        assertThat(added).containsOnlyOnce(true);
        User winner = racers.get(added.indexOf(true));
        assertThat(users().findCredentials(EmailKey.of(address)))
                .map(Credentials::user)
                .contains(winner);
        assertThat(racers.stream().filter(racer -> users().find(racer.id()).isPresent()))
                .containsExactly(winner);
    }

    @Test
    default void a_hash_is_replaced_and_the_version_stays() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("old"), SomeEvents.any());

        assertThat(users().replacePasswordHash(user.id(), PasswordHash.of("old"), PasswordHash.of("new")))
                .isTrue();

        assertThat(users().findCredentials(user.email().key()))
                .contains(new Credentials(user, PasswordHash.of("new"), 0));
    }

    @Test
    default void a_hash_that_is_not_the_expected_one_stays() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("changed meanwhile"), SomeEvents.any());

        assertThat(users().replacePasswordHash(user.id(), PasswordHash.of("old"), PasswordHash.of("new")))
                .isFalse();

        assertThat(users().findCredentials(user.email().key()))
                .contains(new Credentials(user, PasswordHash.of("changed meanwhile"), 0));
    }

    @Test
    default void nothing_is_replaced_for_an_account_without_a_password_or_for_nobody() {
        User user = SomeUsers.anyone();
        users().add(user, null, SomeEvents.any());
        PasswordHash hash = PasswordHash.of("hash");

        assertThat(users().replacePasswordHash(user.id(), hash, hash)).isFalse();
        assertThat(users().replacePasswordHash(new UserId(UUID.randomUUID()), hash, hash))
                .isFalse();
    }

    @Test
    default void of_many_who_race_to_replace_a_hash_one_does() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("old"), SomeEvents.any());

        List<Boolean> replaced = Race.of(
                8,
                number -> users().replacePasswordHash(
                                user.id(), PasswordHash.of("old"), PasswordHash.of("new " + number)));

        assertThat(replaced).containsOnlyOnce(true);
        assertThat(users().findCredentials(user.email().key()))
                .contains(new Credentials(user, PasswordHash.of("new " + replaced.indexOf(true)), 0));
    }

    private User someUser() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("old"), SomeEvents.any());
        return user;
    }

    private NewSession openedFor(Duration access, UserId user) {
        NewSession session = SomeSessions.of(user, 0, clock().instant().plus(access));
        assertThat(sessions().open(session, SomeEvents.any())).isTrue();
        return session;
    }

    private List<Revocation> newsRead() {
        List<Revocation> read = new ArrayList<>();
        revocations().read(null, read::add);
        return read;
    }

    private static Revocation endOf(NewSession session) {
        return Revocation.ofSession(session.id(), session.accessExpiresAt());
    }

    private static Grant given(Role role) {
        return new Grant(role, Duration.ofMinutes(16));
    }

    private static Withdrawal taken(Role role) {
        return new Withdrawal(role, Duration.ofMinutes(16));
    }

    private List<Revocation> make(User user, AccountChange change) {
        AccountChange.Result result = users().change(user.id(), change, SomeEvents.any());
        assertThat(result.status()).isEqualTo(Status.MADE);
        return result.news();
    }

    private Status status(UserId id, AccountChange change) {
        return users().change(id, change, SomeEvents.any()).status();
    }

    @Test
    default void another_password_moves_the_version_and_ends_all_sessions_but_the_one_that_is_kept() {
        User user = someUser();
        NewSession one = openedFor(Duration.ofMinutes(15), user.id());
        NewSession kept = openedFor(Duration.ofMinutes(15), user.id());
        NewSession other = openedFor(Duration.ofMinutes(5), user.id());

        assertThat(make(user, new NewPassword(0, PasswordHash.of("new"), kept.id())))
                .containsExactlyInAnyOrder(endOf(one), endOf(other));

        assertThat(users().findCredentials(user.id())).contains(new Credentials(user, PasswordHash.of("new"), 1));
        assertThat(sessions().ofUser(user.id())).extracting(Session::id).containsExactly(kept.id());
        assertThat(newsRead()).contains(endOf(one), endOf(other)).doesNotContain(endOf(kept));
    }

    @Test
    default void an_account_without_a_password_can_be_given_one() {
        User user = SomeUsers.anyone();
        users().add(user, null, SomeEvents.any());

        assertThat(make(user, new NewPassword(0, PasswordHash.of("first"), null)))
                .isEmpty();

        assertThat(users().findCredentials(user.id())).contains(new Credentials(user, PasswordHash.of("first"), 1));
    }

    @Test
    default void a_password_or_a_removal_that_comes_after_another_change_changes_nothing() {
        User user = someUser();
        users().change(user.id(), new NewPassword(0, PasswordHash.of("changed meanwhile"), null), SomeEvents.any());
        NewSession session = SomeSessions.of(user.id(), 1, clock().instant().plusSeconds(60));
        sessions().open(session, SomeEvents.any());

        assertThat(status(user.id(), new NewPassword(0, PasswordHash.of("new"), null)))
                .isEqualTo(Status.NO_SUCH_ACCOUNT);
        assertThat(status(user.id(), new Removal(0))).isEqualTo(Status.NO_SUCH_ACCOUNT);

        assertThat(users().findCredentials(user.id()))
                .contains(new Credentials(user, PasswordHash.of("changed meanwhile"), 1));
        assertThat(sessions().find(session.id())).isPresent();
        assertThat(newsRead()).doesNotContain(endOf(session));
    }

    @Test
    default void a_disabled_account_has_no_sessions_and_an_enabled_one_gets_none_back() {
        User user = someUser();
        NewSession session = openedFor(Duration.ofMinutes(15), user.id());

        assertThat(make(user, new NewState(true))).containsExactly(endOf(session));

        assertThat(users().findCredentials(user.id())).hasValueSatisfying(found -> {
            assertThat(found.user().disabled()).isTrue();
            assertThat(found.version()).isEqualTo(1);
        });
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(newsRead()).contains(endOf(session));

        make(user, new NewState(false));

        assertThat(users().findCredentials(user.id())).contains(new Credentials(user, PasswordHash.of("old"), 2));
        assertThat(sessions().find(session.id())).isEmpty();
    }

    @Test
    default void another_role_ends_no_session_but_is_news_until_the_last_access_token_expires() {
        User user = someUser();
        openedFor(Duration.ofMinutes(5), user.id());
        NewSession last = openedFor(Duration.ofMinutes(20), user.id());
        openedFor(Duration.ofMinutes(10), user.id());

        List<Revocation> news = make(user, given(CLERK));

        assertThat(news).singleElement().satisfies(change -> {
            assertThat(change.of()).isEqualTo(Revocation.Of.USER);
            assertThat(change.id()).isEqualTo(user.id().value());
            assertThat(change.until()).isAfterOrEqualTo(last.accessExpiresAt());
        });
        assertThat(newsRead()).containsAll(news);
        assertThat(rolesOf(user)).containsExactly(CLERK, Role.USER);
        assertThat(sessions().ofUser(user.id())).hasSize(3);
    }

    @Test
    default void another_role_is_news_for_those_who_are_coming_in_too() {
        User user = someUser();
        openedFor(Duration.ofMinutes(5), user.id());

        assertThat(make(user, given(CLERK)))
                .singleElement()
                .satisfies(change -> assertThat(change.until())
                        .isAfterOrEqualTo(clock().instant().plus(Duration.ofMinutes(16))));
    }

    @Test
    default void roles_can_be_given_where_nobody_is_signed_in_and_taken_altogether() {
        User user = someUser();

        make(user, taken(Role.USER));
        assertThat(rolesOf(user)).isEmpty();

        make(user, given(Role.USER));
        assertThat(users().find(user.id())).contains(user);
    }

    @Test
    default void what_is_so_already_is_no_change_and_no_news() {
        User user = someUser();

        assertThat(status(user.id(), given(Role.USER))).isEqualTo(Status.ALREADY_SO);
        assertThat(status(user.id(), taken(CLERK))).isEqualTo(Status.ALREADY_SO);
        assertThat(status(user.id(), new NewState(false))).isEqualTo(Status.ALREADY_SO);

        assertThat(users().findCredentials(user.id())).contains(new Credentials(user, PasswordHash.of("old"), 0));
        assertThat(newsRead())
                .extracting(Revocation::id)
                .doesNotContain(user.id().value());
    }

    @Test
    default void the_last_administrator_stays_one() {
        withoutAdministrators();
        User last = administrator();
        User barred = administrator();
        make(barred, new NewState(true));
        users().add(SomeUsers.withEmailAndRoles(someAddress(), Role.ADMIN), null, SomeEvents.any());

        assertThat(status(last.id(), taken(Role.ADMIN))).isEqualTo(Status.LAST_ADMINISTRATOR);
        assertThat(status(last.id(), new NewState(true))).isEqualTo(Status.LAST_ADMINISTRATOR);
        assertThat(status(last.id(), new Removal(0))).isEqualTo(Status.LAST_ADMINISTRATOR);

        assertThat(users().findCredentials(last.id())).contains(new Credentials(last, PasswordHash.of("hash"), 0));
    }

    @Test
    default void an_administrator_beside_another_can_go_and_so_can_one_who_is_none_any_more() {
        withoutAdministrators();
        User one = administrator();
        User other = administrator();

        make(one, taken(Role.ADMIN));
        make(one, new Removal(0));

        assertThat(status(other.id(), new Removal(0))).isEqualTo(Status.LAST_ADMINISTRATOR);
    }

    @RepeatedTest(10)
    default void of_administrators_who_race_to_be_rid_of_one_another_one_is_left() {
        withoutAdministrators();
        List<User> racers =
                IntStream.range(0, 4).mapToObj(number -> administrator()).toList();
        List<AccountChange> ways = List.of(taken(Role.ADMIN), new NewState(true), new Removal(0), taken(Role.ADMIN));

        List<Status> statuses =
                Race.of(racers.size(), number -> status(racers.get(number).id(), ways.get(number)));

        assertThat(statuses).containsOnlyOnce(Status.LAST_ADMINISTRATOR);
        assertThat(userDirectory().page(UserFilter.ADMINISTRATORS, null, 10)).hasSize(1);
    }

    private User administrator() {
        User user = SomeUsers.withEmailAndRoles(someAddress(), Role.ADMIN, Role.USER);
        users().add(user, PasswordHash.of("hash"), SomeEvents.any());
        return user;
    }

    private static String someAddress() {
        return "user-" + UUID.randomUUID() + "@example.org";
    }

    /** Takes the role from whoever has it, past the store, which would keep the last one. */
    void withoutAdministrators();

    @Test
    default void of_many_roles_given_and_taken_at_once_each_is() {
        User user = someUser();
        List<Role> roles = IntStream.range(0, 6)
                .mapToObj(number -> new Role("role-" + number))
                .toList();
        roles.subList(0, 3).forEach(role -> make(user, given(role)));

        List<Status> statuses = Race.of(
                6, number -> status(user.id(), number < 3 ? taken(roles.get(number)) : given(roles.get(number))));

        assertThat(statuses).containsOnly(Status.MADE);
        assertThat(rolesOf(user)).containsExactly(roles.get(3), roles.get(4), roles.get(5), Role.USER);
    }

    private SortedSet<Role> rolesOf(User user) {
        return users().find(user.id()).orElseThrow().roles();
    }

    @Test
    default void an_act_is_in_the_audit_trail_and_what_was_not_done_is_not() {
        User user = SomeUsers.anyone();
        AuditEntry added = SomeEvents.of(Kind.SIGN_UP, null, user.id().toString());
        AuditEntry again = SomeEvents.of(Kind.SIGN_UP, null, user.id().toString());
        AuditEntry granted = SomeEvents.of(Kind.ROLE_GRANT, null, user.id().toString());
        AuditEntry grantedAgain = SomeEvents.of(Kind.ROLE_GRANT, null, user.id().toString());
        AuditEntry late = SomeEvents.of(Kind.PASSWORD_CHANGE, null, user.id().toString());

        users().add(user, PasswordHash.of("old"), added);
        users().add(SomeUsers.withEmail(user.email().value()), null, again);
        users().change(user.id(), given(CLERK), granted);
        users().change(user.id(), given(CLERK), grantedAgain);
        users().change(user.id(), new NewPassword(7, PasswordHash.of("new"), null), late);

        assertThat(auditLog().page(new AuditFilter(user.id(), null), null, 10))
                .containsExactly(granted.event(), added.event());
    }

    @Test
    default void with_an_account_goes_what_is_personal_about_what_it_did() {
        User user = someUser();
        String id = user.id().toString();
        AuditEntry own = SomeEvents.of(Kind.LOGIN, id, id);
        AuditEntry failed = SomeEvents.of(Kind.LOGIN, null, id);
        AuditEntry others = SomeEvents.of(Kind.ACCOUNT_DISABLING, "operator", id);
        AuditEntry removal = SomeEvents.of(Kind.ACCOUNT_DELETION, id, id);
        List.of(own, failed, others).forEach(auditLog()::record);

        users().change(user.id(), new Removal(0), removal);

        assertThat(auditLog().page(new AuditFilter(user.id(), null), null, 10))
                .extracting(
                        AuditEvent::id,
                        event -> event.origin().address(),
                        event -> event.origin().userAgent())
                .containsExactly(
                        tuple(removal.event().id(), null, null),
                        tuple(others.event().id(), "2001:db8::1", "curl/8"),
                        tuple(failed.event().id(), null, null),
                        tuple(own.event().id(), null, null));
    }

    @Test
    default void a_removed_account_is_gone_and_the_news_of_it_stays() {
        User user = someUser();
        NewSession session = openedFor(Duration.ofMinutes(15), user.id());

        assertThat(make(user, new Removal(0))).containsExactly(endOf(session));

        assertThat(users().find(user.id())).isEmpty();
        assertThat(users().findCredentials(user.email().key())).isEmpty();
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(newsRead()).contains(endOf(session));
        assertThat(users().add(SomeUsers.withEmail(user.email().value()), null, SomeEvents.any()))
                .isTrue();
    }

    @Test
    default void nobody_is_changed() {
        UserId nobody = new UserId(UUID.randomUUID());

        for (AccountChange change : List.of(
                new NewPassword(0, PasswordHash.of("new"), null),
                new NewState(true),
                given(CLERK),
                taken(Role.USER),
                new Removal(0))) {
            assertThat(status(nobody, change)).isEqualTo(Status.NO_SUCH_ACCOUNT);
        }
    }

    @RepeatedTest(10)
    default void of_many_changes_that_race_with_one_version_one_is_made() {
        User user = someUser();
        NewSession session = openedFor(Duration.ofMinutes(15), user.id());

        List<Boolean> made = Race.of(
                8,
                number -> status(
                                user.id(),
                                number == 0
                                        ? new Removal(0)
                                        : new NewPassword(0, PasswordHash.of("new " + number), null))
                        == Status.MADE);

        assertThat(made).containsOnlyOnce(true);
        int winner = made.indexOf(true);
        assertThat(users().findCredentials(user.id()).map(Credentials::passwordHash))
                .isEqualTo(winner == 0 ? Optional.empty() : Optional.of(PasswordHash.of("new " + winner)));
        assertThat(newsRead()).containsOnlyOnce(endOf(session));
    }
}
