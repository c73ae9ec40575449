package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.NewPassword;
import io.munjigi.core.model.AccountChange.NewRoles;
import io.munjigi.core.model.AccountChange.NewState;
import io.munjigi.core.model.AccountChange.Removal;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link Users} must do. */
public interface UsersContract {

    /** The store under test; each test may find others' accounts in it. */
    Users users();

    /** The sessions beside it. */
    Sessions sessions();

    /** The record of revocations beside it. */
    Revocations revocations();

    /** The stores' clock. */
    SettableClock clock();

    private static String address() {
        return "Ada." + UUID.randomUUID() + "@Example.org";
    }

    @Test
    default void an_added_account_is_found_by_its_id_as_it_was_given() {
        User ada = SomeUsers.withEmailAndRoles(address(), Role.USER, Role.ADMIN);

        assertThat(users().add(ada, PasswordHash.of("hash"))).isTrue();

        assertThat(users().find(ada.id())).contains(ada);
    }

    @Test
    default void an_added_account_is_found_by_its_address_in_any_letter_case() {
        User ada = SomeUsers.withEmail(address());
        users().add(ada, PasswordHash.of("hash"));

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
        users().add(ada, PasswordHash.of("hash"));

        assertThat(users().findCredentials(ada.id())).contains(new Credentials(ada, PasswordHash.of("hash"), 0));
        assertThat(users().findCredentials(new UserId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void an_address_beyond_ascii_is_found_in_any_letter_case() {
        User user = SomeUsers.withEmail("Grüße-" + UUID.randomUUID() + "-ЁЖ𐐀@exämple.org");
        users().add(user, null);

        assertThat(users().findCredentials(EmailKey.of(
                        user.email().value().replace("Grüße", "GRÜßE").replace("ЁЖ𐐀", "ёж𐐨"))))
                .map(Credentials::user)
                .contains(user);
    }

    @Test
    default void an_account_without_a_password_has_none() {
        User user = SomeUsers.anyone();
        users().add(user, null);

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
        users().add(first, PasswordHash.of("first"));

        assertThat(users().add(second, PasswordHash.of("second"))).isFalse();

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

        List<Boolean> added =
                Race.of(racers.size(), number -> users().add(racers.get(number), PasswordHash.of("hash " + number)));

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
        users().add(user, PasswordHash.of("old"));

        assertThat(users().replacePasswordHash(user.id(), PasswordHash.of("old"), PasswordHash.of("new")))
                .isTrue();

        assertThat(users().findCredentials(user.email().key()))
                .contains(new Credentials(user, PasswordHash.of("new"), 0));
    }

    @Test
    default void a_hash_that_is_not_the_expected_one_stays() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("changed meanwhile"));

        assertThat(users().replacePasswordHash(user.id(), PasswordHash.of("old"), PasswordHash.of("new")))
                .isFalse();

        assertThat(users().findCredentials(user.email().key()))
                .contains(new Credentials(user, PasswordHash.of("changed meanwhile"), 0));
    }

    @Test
    default void nothing_is_replaced_for_an_account_without_a_password_or_for_nobody() {
        User user = SomeUsers.anyone();
        users().add(user, null);
        PasswordHash hash = PasswordHash.of("hash");

        assertThat(users().replacePasswordHash(user.id(), hash, hash)).isFalse();
        assertThat(users().replacePasswordHash(new UserId(UUID.randomUUID()), hash, hash))
                .isFalse();
    }

    @Test
    default void of_many_who_race_to_replace_a_hash_one_does() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("old"));

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
        users().add(user, PasswordHash.of("old"));
        return user;
    }

    private NewSession openedFor(Duration access, UserId user) {
        NewSession session = SomeSessions.of(user, 0, clock().instant().plus(access));
        assertThat(sessions().open(session)).isTrue();
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

    private static NewRoles roles(Role... roles) {
        return new NewRoles(new TreeSet<>(Set.of(roles)), Duration.ofMinutes(16));
    }

    @Test
    default void another_password_moves_the_version_and_ends_all_sessions_but_the_one_that_is_kept() {
        User user = someUser();
        NewSession one = openedFor(Duration.ofMinutes(15), user.id());
        NewSession kept = openedFor(Duration.ofMinutes(15), user.id());
        NewSession other = openedFor(Duration.ofMinutes(5), user.id());

        assertThat(users().change(user.id(), new NewPassword(0, PasswordHash.of("new"), kept.id())))
                .hasValueSatisfying(news -> assertThat(news).containsExactlyInAnyOrder(endOf(one), endOf(other)));

        assertThat(users().findCredentials(user.id())).contains(new Credentials(user, PasswordHash.of("new"), 1));
        assertThat(sessions().ofUser(user.id())).extracting(Session::id).containsExactly(kept.id());
        assertThat(newsRead()).contains(endOf(one), endOf(other)).doesNotContain(endOf(kept));
    }

    @Test
    default void an_account_without_a_password_can_be_given_one() {
        User user = SomeUsers.anyone();
        users().add(user, null);

        assertThat(users().change(user.id(), new NewPassword(0, PasswordHash.of("first"), null)))
                .contains(List.of());

        assertThat(users().findCredentials(user.id())).contains(new Credentials(user, PasswordHash.of("first"), 1));
    }

    @Test
    default void a_password_or_a_removal_that_comes_after_another_change_changes_nothing() {
        User user = someUser();
        users().change(user.id(), new NewPassword(0, PasswordHash.of("changed meanwhile"), null));
        NewSession session = SomeSessions.of(user.id(), 1, clock().instant().plusSeconds(60));
        sessions().open(session);

        assertThat(users().change(user.id(), new NewPassword(0, PasswordHash.of("new"), null)))
                .isEmpty();
        assertThat(users().change(user.id(), new Removal(0))).isEmpty();

        assertThat(users().findCredentials(user.id()))
                .contains(new Credentials(user, PasswordHash.of("changed meanwhile"), 1));
        assertThat(sessions().find(session.id())).isPresent();
        assertThat(newsRead()).doesNotContain(endOf(session));
    }

    @Test
    default void a_disabled_account_has_no_sessions_and_an_enabled_one_gets_none_back() {
        User user = someUser();
        NewSession session = openedFor(Duration.ofMinutes(15), user.id());

        assertThat(users().change(user.id(), new NewState(true))).contains(List.of(endOf(session)));

        assertThat(users().findCredentials(user.id())).hasValueSatisfying(found -> {
            assertThat(found.user().disabled()).isTrue();
            assertThat(found.version()).isEqualTo(1);
        });
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(newsRead()).contains(endOf(session));

        assertThat(users().change(user.id(), new NewState(false))).isPresent();

        assertThat(users().findCredentials(user.id())).contains(new Credentials(user, PasswordHash.of("old"), 2));
        assertThat(sessions().find(session.id())).isEmpty();
    }

    @Test
    default void other_roles_end_no_session_but_are_news_until_the_last_access_token_expires() {
        User user = someUser();
        openedFor(Duration.ofMinutes(5), user.id());
        NewSession last = openedFor(Duration.ofMinutes(15), user.id());
        openedFor(Duration.ofMinutes(10), user.id());

        List<Revocation> news =
                users().change(user.id(), roles(Role.ADMIN, new Role("clerk"))).orElseThrow();

        assertThat(news).singleElement().satisfies(change -> {
            assertThat(change.of()).isEqualTo(Revocation.Of.USER);
            assertThat(change.id()).isEqualTo(user.id().value());
            assertThat(change.until()).isAfterOrEqualTo(last.accessExpiresAt());
        });
        assertThat(newsRead()).containsAll(news);
        assertThat(users().find(user.id()).orElseThrow().roles()).containsExactly(Role.ADMIN, new Role("clerk"));
        assertThat(sessions().ofUser(user.id())).hasSize(3);
    }

    @Test
    default void other_roles_are_news_for_those_who_are_coming_in_too() {
        User user = someUser();
        openedFor(Duration.ofMinutes(5), user.id());

        assertThat(users().change(user.id(), roles(Role.ADMIN)).orElseThrow())
                .singleElement()
                .satisfies(change -> assertThat(change.until())
                        .isAfterOrEqualTo(clock().instant().plus(Duration.ofMinutes(16))));
    }

    @Test
    default void roles_can_be_changed_where_nobody_is_signed_in_and_taken_altogether() {
        User user = someUser();

        assertThat(users().change(user.id(), roles())).isPresent();
        assertThat(users().find(user.id()).orElseThrow().roles()).isEmpty();

        assertThat(users().change(user.id(), roles(Role.USER))).isPresent();
        assertThat(users().find(user.id())).contains(user);
    }

    @Test
    default void a_removed_account_is_gone_and_the_news_of_it_stays() {
        User user = someUser();
        NewSession session = openedFor(Duration.ofMinutes(15), user.id());

        assertThat(users().change(user.id(), new Removal(0))).contains(List.of(endOf(session)));

        assertThat(users().find(user.id())).isEmpty();
        assertThat(users().findCredentials(user.email().key())).isEmpty();
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(newsRead()).contains(endOf(session));
        assertThat(users().add(SomeUsers.withEmail(user.email().value()), null)).isTrue();
    }

    @Test
    default void nobody_is_changed() {
        UserId nobody = new UserId(UUID.randomUUID());

        for (AccountChange change : List.of(
                new NewPassword(0, PasswordHash.of("new"), null),
                new NewState(true),
                roles(Role.ADMIN),
                new Removal(0))) {
            assertThat(users().change(nobody, change)).isEmpty();
        }
    }

    @RepeatedTest(10)
    default void of_many_changes_that_race_with_one_version_one_is_made() {
        User user = someUser();
        NewSession session = openedFor(Duration.ofMinutes(15), user.id());

        List<Boolean> made = Race.of(
                8,
                number -> users().change(
                                user.id(),
                                number == 0
                                        ? new Removal(0)
                                        : new NewPassword(0, PasswordHash.of("new " + number), null))
                        .isPresent());

        assertThat(made).containsOnlyOnce(true);
        int winner = made.indexOf(true);
        assertThat(users().findCredentials(user.id()).map(Credentials::passwordHash))
                .isEqualTo(winner == 0 ? Optional.empty() : Optional.of(PasswordHash.of("new " + winner)));
        assertThat(newsRead()).containsOnlyOnce(endOf(session));
    }

    @RepeatedTest(10)
    default void of_many_who_race_to_set_roles_one_sets_them_all() {
        User user = someUser();
        List<NewRoles> racers = IntStream.range(0, 6)
                .mapToObj(number -> roles(Role.USER, new Role("one-" + number), new Role("two-" + number)))
                .toList();

        Race.of(racers.size(), number -> users().change(user.id(), racers.get(number)));

        assertThat(racers)
                .extracting(NewRoles::roles)
                .contains(users().find(user.id()).orElseThrow().roles());
    }
}
