package io.munjigi.core.usecase.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.munjigi.core.model.AccountToImport;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.RoleRules;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.EmailKey;
import io.munjigi.core.model.Insider;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserFilter;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.TestAuth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportUsersTest {

    private static final Role CLERK = new Role("clerk");

    private final TestAuth house = TestAuth.with(AuthPolicy.strict().withRoles(new RoleRules(Map.of(CLERK, Set.of()))));

    private ImportUsers.Result bring(AccountToImport... accounts) {
        return house.auth().importUsers().handle(new ImportUsers.Command(Insider.OPERATOR, List.of(accounts)));
    }

    private static AccountToImport account(long position, @Nullable String email, String... roles) {
        return new AccountToImport(position, email, null, null, new TreeSet<>(List.of(roles)), true, false, null);
    }

    private AccountToImport withHash(String email, PasswordHash hash) {
        return new AccountToImport(1, email, hash, null, new TreeSet<>(Set.of("user")), false, false, null);
    }

    private User found(String email) {
        return house.stores()
                .users()
                .findCredentials(EmailKey.of(email))
                .orElseThrow()
                .user();
    }

    @Test
    void accounts_come_in_with_the_password_they_had() {
        PasswordHash theirs = house.hasher().hash(TestAuth.PASSWORD);

        assertThat(bring(withHash("ada@example.org", theirs)).added()).isEqualTo(1);

        assertThat(house.isGood(house.logIn("ada@example.org"))).isTrue();
    }

    @Test
    void what_was_there_is_kept() {
        Instant then = Instant.parse("2019-04-01T12:34:56.789Z");
        UserId id = new UserId(UUID.fromString("016a0000-0000-7000-8000-000000000001"));
        bring(new AccountToImport(
                1, "Ada@Example.org", null, id, new TreeSet<>(Set.of("user", "clerk")), true, true, then));

        assertThat(found("ada@example.org"))
                .isEqualTo(new User(
                        id,
                        new EmailAddress("Ada@Example.org"),
                        true,
                        new TreeSet<>(Set.of(Role.USER, CLERK)),
                        true,
                        then));
    }

    @Test
    void accounts_are_listed_in_the_order_in_which_they_were_made_elsewhere() {
        User now = house.signUp("now@example.org");
        for (int year : List.of(2020, 2018, 2019)) {
            bring(new AccountToImport(
                    1,
                    year + "@example.org",
                    null,
                    null,
                    new TreeSet<>(),
                    false,
                    false,
                    Instant.parse(year + "-01-01T00:00:00Z")));
        }

        assertThat(house.stores().userDirectory().page(UserFilter.EVERYBODY, null, 10))
                .extracting(user -> user.email().localPart())
                .containsExactly(now.email().localPart(), "2020", "2019", "2018");
    }

    @Test
    void what_cannot_be_taken_is_told_with_its_place_and_stops_nothing() {
        ImportUsers.Result result = bring(
                account(1, null),
                account(2, "no address"),
                account(3, "good@example.org", "user"),
                account(4, "stranger@example.org", "emperor"),
                account(5, "stranger@example.org", "No Role At All"),
                account(6, "good2@example.org"));

        assertThat(result.added()).isEqualTo(2);
        assertThat(result.refusals())
                .containsExactly(
                        new ImportUsers.Refusal(1, ImportUsers.Reason.EMAIL_MISSING),
                        new ImportUsers.Refusal(2, ImportUsers.Reason.EMAIL_INVALID),
                        new ImportUsers.Refusal(4, ImportUsers.Reason.ROLE_UNKNOWN),
                        new ImportUsers.Refusal(5, ImportUsers.Reason.ROLE_UNKNOWN));
    }

    @Test
    void what_comes_again_changes_nothing() {
        house.signUp("ada@example.org");
        AccountToImport[] rows = {
            account(1, "ADA@example.org", "admin"), account(2, "bob@example.org"), account(3, "Bob@example.org")
        };

        ImportUsers.Result first = bring(rows);
        ImportUsers.Result again = bring(rows);

        assertThat(first).isEqualTo(new ImportUsers.Result(1, 2, List.of()));
        assertThat(again).isEqualTo(new ImportUsers.Result(0, 3, List.of()));
        assertThat(found("ada@example.org").roles()).containsExactly(Role.USER);
        assertThat(house.stores().events().stream().filter(event -> event.kind() == Kind.ACCOUNT_IMPORT))
                .hasSize(1);
    }

    @Test
    void an_id_that_is_taken_is_given_to_nobody_else() {
        UserId taken = house.signUp("ada@example.org").id();
        UserId twice = new UserId(UUID.fromString("016a0000-0000-7000-8000-000000000002"));

        ImportUsers.Result result = bring(
                new AccountToImport(1, "a@example.org", null, taken, new TreeSet<>(), false, false, null),
                new AccountToImport(2, "b@example.org", null, twice, new TreeSet<>(), false, false, null),
                new AccountToImport(3, "c@example.org", null, twice, new TreeSet<>(), false, false, null));

        assertThat(result.added()).isEqualTo(1);
        assertThat(result.refusals())
                .containsExactly(
                        new ImportUsers.Refusal(1, ImportUsers.Reason.ID_TAKEN),
                        new ImportUsers.Refusal(3, ImportUsers.Reason.ID_TAKEN));
    }

    @Test
    void all_accounts_can_be_taken_along_with_their_hashes() {
        house.signUp("ada@example.org");
        bring(account(1, "bob@example.org"));
        List<Credentials> read = new ArrayList<>();

        long count = house.auth().exportUsers().handle(new ExportUsers.Command(Insider.OPERATOR, read::add));

        assertThat(count).isEqualTo(2);
        assertThat(read)
                .extracting(account -> account.user().email().value(), account -> account.passwordHash() != null)
                .containsExactlyInAnyOrder(tuple("ada@example.org", true), tuple("bob@example.org", false));
    }

    @Test
    void an_id_that_is_not_in_the_order_of_time_is_not_kept() {
        for (String foreign : List.of("9b2f3c1e-7d4a-4c55-8f0e-2a1b3c4d5e6f", "ffffffff-ffff-7fff-bfff-ffffffffffff")) {
            UserId theirs = new UserId(UUID.fromString(foreign));
            String email = "a" + foreign.charAt(0) + "@example.org";

            bring(new AccountToImport(1, email, null, theirs, new TreeSet<>(), false, false, null));

            assertThat(found(email).id())
                    .isNotEqualTo(theirs)
                    .isLessThan(new UserId(UUID.fromString("80000000-0000-7000-8000-000000000000")));
        }
    }

    @Test
    void each_role_that_comes_with_an_account_is_an_event() {
        bring(account(1, "ada@example.org", "user", "admin"), account(2, "bob@example.org", "user"));

        assertThat(house.stores().events().stream().filter(event -> event.kind() == Kind.ROLE_GRANT))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.subject())
                            .isEqualTo(found("ada@example.org").id().toString());
                    assertThat(event.detail()).isEqualTo("role admin, by import");
                });
    }
}
