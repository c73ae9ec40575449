package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeUsers;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Users} must do. */
public interface UsersContract {

    /** The store under test; each test may find others' accounts in it. */
    Users users();

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
}
