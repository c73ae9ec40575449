package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.NewAccount;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditLog;
import io.munjigi.core.port.UserDirectory;
import io.munjigi.core.port.UserDirectory.Addition;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link UserDirectory} must do. */
public interface UserDirectoryContract {

    /** The store under test; each test may find others' accounts in it. */
    UserDirectory userDirectory();

    /** So many that the store looks for them in another way than for a few, if it has one. */
    default int many() {
        return 100;
    }

    /** The same accounts, one at a time. */
    Users users();

    /** The audit trail beside them. */
    AuditLog auditLog();

    private static String fresh() {
        return "directory-" + UUID.randomUUID();
    }

    private static User user(String email, boolean disabled, Role... roles) {
        User user = SomeUsers.withEmailAndRoles(email, roles);
        return new User(user.id(), user.email(), true, user.roles(), disabled, user.createdAt());
    }

    private User added(User user) {
        assertThat(users().add(user, PasswordHash.of("hash of " + user.id()), SomeEvents.any()))
                .isTrue();
        return user;
    }

    private static List<User> newestFirst(User... users) {
        return Stream.of(users)
                .sorted(Comparator.comparing(User::id).reversed())
                .toList();
    }

    @Test
    default void accounts_are_found_by_what_their_address_begins_with_in_any_letter_case() {
        String name = fresh();
        User one = added(user("A." + name + "@Example.org", false, Role.USER));
        User other = added(user("a." + name + "2@example.org", true, Role.USER));
        added(user("b." + name + "@example.org", false, Role.USER));

        assertThat(userDirectory().page(new UserFilter("a." + name.toUpperCase(Locale.ROOT), null, null), null, 10))
                .containsExactlyElementsOf(newestFirst(one, other));
        assertThat(userDirectory().page(new UserFilter("A." + name + "2", null, null), null, 10))
                .containsExactly(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "a%", "\\", "'", "a' OR '1'='1", "\u0000", "\uFFFF", "\uDBFF\uDFFF", "\uD800"})
    default void a_prefix_is_taken_literally(String prefix) {
        added(user("a." + fresh() + "@example.org", false, Role.USER));

        assertThat(userDirectory().page(new UserFilter(prefix + fresh(), null, null), null, 10))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uAC00", "\uFF8A", "\uD835\uDC00", "\u00E9"})
    default void what_follows_a_prefix_may_be_any_letter(String letter) {
        String name = fresh();
        User user = added(user(name + letter + "@example.org", false, Role.USER));

        assertThat(userDirectory().page(new UserFilter(name, null, null), null, 10))
                .containsExactly(user);
        assertThat(userDirectory().page(new UserFilter(name + letter, null, null), null, 10))
                .containsExactly(user);
    }

    @Test
    default void accounts_are_found_by_role_and_state_and_all_together() {
        String name = fresh();
        Role role = new Role("r" + UUID.randomUUID().toString().substring(0, 8));
        User barred = added(user(name + "1@example.org", true, Role.USER, role));
        User free = added(user(name + "2@example.org", false, role));
        User other = added(user(name + "3@example.org", true, Role.USER));

        assertThat(userDirectory().page(new UserFilter(null, role, null), null, 10))
                .containsExactlyElementsOf(newestFirst(barred, free));
        assertThat(userDirectory().page(new UserFilter(null, role, true), null, 10))
                .containsExactly(barred);
        assertThat(userDirectory().page(new UserFilter(name, null, true), null, 10))
                .containsExactlyElementsOf(newestFirst(barred, other));
        assertThat(userDirectory().page(new UserFilter(name, role, false), null, 10))
                .containsExactly(free);
        assertThat(userDirectory().page(UserFilter.EVERYBODY, null, 100_000)).contains(barred, free, other);
    }

    @Test
    default void pages_of_accounts_follow_one_another_without_gap_or_overlap() {
        String name = fresh();
        Role role = new Role("r" + UUID.randomUUID().toString().substring(0, 8));
        User[] all = IntStream.of(4, 0, 6, 1, 3, 5, 2)
                .mapToObj(number -> added(user(name + number + "@example.org", false, role)))
                .toArray(User[]::new);

        assertThat(inPagesOfThree(new UserFilter(name, null, null))).containsExactlyElementsOf(newestFirst(all));
        assertThat(inPagesOfThree(new UserFilter(null, role, null))).containsExactlyElementsOf(newestFirst(all));
        assertThat(inPagesOfThree(new UserFilter(name, role, false))).containsExactlyElementsOf(newestFirst(all));
    }

    @Test
    default void of_many_whose_addresses_begin_alike_the_newest_come_first() {
        String name = fresh();
        User[] all = IntStream.range(0, many())
                .mapToObj(number -> user(name + number + "@example.org", number % 2 == 0, Role.USER))
                .toArray(User[]::new);
        userDirectory()
                .addAll(
                        Stream.of(all)
                                .map(user -> new NewAccount(user, PasswordHash.of("hash")))
                                .toList(),
                        SomeEvents.any());
        List<User> expected = newestFirst(all);

        UserFilter search = new UserFilter(name, null, null);
        assertThat(userDirectory().page(search, null, 5)).containsExactlyElementsOf(expected.subList(0, 5));
        assertThat(userDirectory().page(search, expected.get(many() - 3).id(), 5))
                .containsExactlyElementsOf(expected.subList(many() - 2, many()));
        assertThat(userDirectory().page(new UserFilter(name, Role.USER, true), null, 2))
                .containsExactlyElementsOf(
                        expected.stream().filter(User::disabled).limit(2).toList());
    }

    private List<User> inPagesOfThree(UserFilter filter) {
        List<User> read = new ArrayList<>();
        List<User> next = userDirectory().page(filter, null, 3);
        while (!next.isEmpty()) {
            read.addAll(next);
            next = userDirectory().page(filter, next.get(next.size() - 1).id(), 3);
        }
        return read;
    }

    @Test
    default void all_accounts_can_be_read_with_their_hashes() {
        User one = added(user(fresh() + "@example.org", false, Role.USER));
        User other = added(user(fresh() + "@example.org", true));

        List<Credentials> read = new ArrayList<>();
        List<Credentials> page;
        UserId after = null;
        do {
            page = userDirectory().credentials(after, 2);
            read.addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).user().id();
        } while (!page.isEmpty());

        assertThat(read)
                .contains(
                        new Credentials(one, PasswordHash.of("hash of " + one.id()), 0),
                        new Credentials(other, PasswordHash.of("hash of " + other.id()), 0));
        assertThat(read)
                .isSortedAccordingTo(
                        Comparator.comparing(account -> account.user().id()));
    }

    @Test
    default void many_are_added_but_those_whose_address_or_id_is_taken() {
        User there = added(user("There." + fresh() + "@example.org", false, Role.USER));
        User free = user(fresh() + "@example.org", true, Role.USER, new Role("clerk"));
        User withoutPassword = user(fresh() + "@example.org", false);
        User sameAddress = user(there.email().value().toLowerCase(Locale.ROOT), false, Role.USER);
        User freshAddress = user(fresh() + "@example.org", false, Role.USER);
        User sameId = new User(there.id(), freshAddress.email(), false, freshAddress.roles(), false, there.createdAt());
        AuditEntry entry = SomeEvents.of(Kind.ACCOUNT_IMPORT, "operator", null);

        Map<UserId, Addition> outcomes = userDirectory()
                .addAll(
                        List.of(
                                new NewAccount(free, PasswordHash.of("theirs")),
                                new NewAccount(sameAddress, null),
                                new NewAccount(withoutPassword, null),
                                new NewAccount(sameId, null)),
                        entry);

        assertThat(outcomes)
                .containsOnly(
                        Map.entry(free.id(), Addition.ADDED),
                        Map.entry(withoutPassword.id(), Addition.ADDED),
                        Map.entry(sameAddress.id(), Addition.ADDRESS_TAKEN),
                        Map.entry(there.id(), Addition.ID_TAKEN));
        assertThat(users().findCredentials(free.id())).contains(new Credentials(free, PasswordHash.of("theirs"), 0));
        assertThat(users().findCredentials(withoutPassword.id())).contains(new Credentials(withoutPassword, null, 0));
        assertThat(users().find(sameAddress.id())).isEmpty();
        assertThat(users().find(there.id())).contains(there);
        assertThat(auditLog().page(new AuditFilter(null, Kind.ACCOUNT_IMPORT), null, 1))
                .containsExactly(entry.event());
    }

    @Test
    default void what_adds_nobody_is_not_in_the_audit_trail() {
        User there = added(user(fresh() + "@example.org", false, Role.USER));
        AuditEntry entry = SomeEvents.of(Kind.ACCOUNT_IMPORT, "operator", null);

        userDirectory().addAll(List.of(new NewAccount(there, null)), entry);

        assertThat(auditLog().page(new AuditFilter(null, Kind.ACCOUNT_IMPORT), null, 10))
                .doesNotContain(entry.event());
    }

    @RepeatedTest(5)
    default void of_many_who_add_the_same_at_once_each_is_added_once() {
        String name = fresh();
        List<List<NewAccount>> batches = IntStream.range(0, 4)
                .mapToObj(racer -> IntStream.range(0, 20)
                        .mapToObj(number ->
                                new NewAccount(user(name + "-" + number + "@example.org", false, Role.USER), null))
                        .toList())
                .toList();

        List<Map<UserId, Addition>> outcomes =
                Race.of(4, racer -> userDirectory().addAll(batches.get(racer), SomeEvents.any()));

        assertThat(outcomes.stream()
                        .flatMap(outcome -> outcome.values().stream())
                        .filter(Addition.ADDED::equals))
                .hasSize(20);
        assertThat(userDirectory().page(new UserFilter(name, null, null), null, 100))
                .hasSize(20);
    }
}
