package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.EmailAddress;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.persistence.TestDatabase.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contracts leave open: how rows are kept, and what happens to rows that nobody here would have written. */
class StoredRowsTest {

    private static final Secret SECRET = Secret.ofText("secret");

    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    private static NewSession session(UserId user) {
        return new NewSession(
                new SessionId(UUID.randomUUID()),
                user,
                0,
                SecretDigest.of(SECRET),
                Duration.ofDays(14),
                Duration.ofDays(90),
                Instant.parse("2026-10-25T00:30:00Z"),
                Origin.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void times_do_not_depend_on_the_time_zone_of_the_jvm(Kind kind) {
        User user = SomeUsers.anyone();
        NewSession session = session(user.id());
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        TestDatabase test = TestDatabase.fresh(kind);
        try (Database database = test.database) {
            // In the hour that St. John's has twice.
            test.clock.set(Instant.parse("2026-11-01T04:15:00.000001Z"));
            database.users().add(user, null, SomeEvents.any());
            database.sessions().open(session, SomeEvents.any());
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));

            assertThat(database.users().find(user.id())).contains(user);
            Session found = database.sessions().find(session.id()).orElseThrow();
            assertThat(found.createdAt()).isEqualTo(test.clock.instant());
            assertThat(found.expiresAt()).isEqualTo(test.clock.instant().plus(Duration.ofDays(90)));
            assertThat(found.accessExpiresAt()).isEqualTo(session.accessExpiresAt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessions_go_by_the_databases_clock(Kind kind) {
        User user = SomeUsers.anyone();
        NewSession session = session(user.id());
        try (Database database = Database.open(TestDatabase.freshSettings(kind))) {
            database.users().add(user, null, SomeEvents.any());
            database.sessions().open(session, SomeEvents.any());

            Session found = database.sessions().find(session.id()).orElseThrow();
            assertThat(found.createdAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            assertThat(found.idleExpiresAt()).isEqualTo(found.createdAt().plus(Duration.ofDays(14)));
            assertThat(found.expiresAt()).isEqualTo(found.createdAt().plus(Duration.ofDays(90)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_sessions_of_an_account_that_somebody_else_disabled_are_dead(Kind kind) {
        User user = SomeUsers.anyone();
        NewSession session = session(user.id());
        TestDatabase test = TestDatabase.fresh(kind);
        try (Database database = test.database) {
            database.users().add(user, null, SomeEvents.any());
            database.sessions().open(session, SomeEvents.any());
            test.execute("UPDATE users SET disabled = TRUE");

            assertThat(database.sessions().find(session.id())).isEmpty();
            assertThat(database.sessions().ofUser(user.id())).isEmpty();
            assertThat(database.sessions()
                            .rotate(new Rotation(session.id(), 0, Duration.ofDays(14), session.accessExpiresAt())))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_address_that_today_would_be_refused_still_loads(Kind kind) {
        User user = SomeUsers.anyone();
        TestDatabase test = TestDatabase.fresh(kind);
        try (Database database = test.database) {
            database.users().add(user, null, SomeEvents.any());
            test.execute("UPDATE users SET email = 'no address at all'");

            assertThat(database.users().find(user.id()))
                    .map(User::email)
                    .contains(EmailAddress.restore("no address at all"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_role_without_a_valid_name_gives_nothing_and_takes_nothing(Kind kind) {
        User user = SomeUsers.withEmailAndRoles("ada@example.org", Role.USER);
        TestDatabase test = TestDatabase.fresh(kind);
        try (Database database = test.database) {
            database.users().add(user, null, SomeEvents.any());
            test.execute("INSERT INTO user_roles (user_id, role) SELECT id, 'No Role!' FROM users");

            assertThat(database.users().find(user.id())).contains(user);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_account_may_have_no_role(Kind kind) {
        User user = SomeUsers.withEmailAndRoles("ada@example.org");
        try (Database database = TestDatabase.fresh(kind).database) {
            assertThat(database.users().add(user, null, SomeEvents.any())).isTrue();
            assertThat(database.users().find(user.id())).contains(user);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_id_twice_is_a_defect_that_tells_no_secret_and_leaves_nothing(Kind kind) {
        User first = SomeUsers.withEmail("first@example.org");
        User second = new User(
                first.id(),
                new EmailAddress("second@example.org"),
                false,
                new TreeSet<>(Set.of(Role.USER)),
                false,
                first.createdAt());
        try (Database database = TestDatabase.fresh(kind).database) {
            database.users().add(first, null, SomeEvents.any());

            assertThatThrownBy(() -> database.users().add(second, PasswordHash.of("$canary-hash"), SomeEvents.any()))
                    .isNotInstanceOf(AuthException.class)
                    .satisfies(defect ->
                            assertThat(everyMessageOf(defect)).doesNotContain("canary-hash", "second@example.org"));
            assertThat(database.users().findCredentials(second.email().key())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_the_table_refuses_is_not_repeated_in_any_message(Kind kind) {
        TestDatabase test = TestDatabase.fresh(kind);
        try (Database database = test.database) {
            test.execute("ALTER TABLE users ADD CONSTRAINT broken CHECK (disabled)");

            assertThatThrownBy(() -> database.users()
                            .add(
                                    SomeUsers.withEmail("canary@example.org"),
                                    PasswordHash.of("$canary-hash"),
                                    SomeEvents.any()))
                    .isNotInstanceOf(AuthException.class)
                    .satisfies(defect -> assertThat(everyMessageOf(defect)).doesNotContain("canary"));
        }
    }

    private static String everyMessageOf(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    @ParameterizedTest
    @EnumSource
    void an_account_whose_roles_cannot_be_written_is_not_written(Kind kind) {
        TestDatabase test = TestDatabase.fresh(kind);
        User user = SomeUsers.anyone();
        try (Database database = test.database) {
            test.execute("ALTER TABLE user_roles ADD CONSTRAINT broken CHECK (role <> 'user')");

            assertThatThrownBy(() -> database.users().add(user, null, SomeEvents.any()))
                    .isNotInstanceOf(AuthException.class);
            assertThat(database.users().find(user.id())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_key_with_the_id_of_another_is_a_defect(Kind kind) {
        try (Database database = TestDatabase.fresh(kind).database) {
            database.signingKeys().append(key(1), SomeEvents.any());

            assertThatThrownBy(() -> database.signingKeys().append(key(2), SomeEvents.any()))
                    .isNotInstanceOf(AuthException.class);
            assertThat(database.signingKeys().all()).containsExactly(key(1));
        }
    }

    private static SigningKey key(int number) {
        Instant time = Instant.parse("2026-11-23T09:15:00Z");
        return new SigningKey(number, "same", "RS256", "{}", SealedBytes.of(new byte[] {1}), time, time);
    }

    @ParameterizedTest
    @EnumSource
    void of_32_sign_ups_for_one_address_in_different_letter_cases_one_succeeds(Kind kind) {
        String lower = "somebody.with.a.long.address@example.org";
        try (Database database = TestDatabase.fresh(kind).database) {
            List<Boolean> added = Race.of(32, number -> {
                char[] letters = lower.toCharArray();
                letters[number] = Character.toUpperCase(letters[number]);
                return database.users()
                        .add(SomeUsers.withEmail(new String(letters)), PasswordHash.of("hash"), SomeEvents.any());
            });

            assertThat(added).containsOnlyOnce(true);
        }
    }
}
