package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeUsers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} must do. */
public interface SessionsContract {

    /** The store under test; each test may find others' sessions in it. */
    Sessions sessions();

    /** The accounts beside it. */
    Users users();

    /** The store's clock. */
    SettableClock clock();

    /** As a change of password does: moves the account's version and ends its sessions, as one step. */
    void moveVersionAndEndSessions(UserId id);

    /** Disables an account, and leaves everything else as it is. */
    void disable(UserId id);

    /** Removes an account. */
    void remove(UserId id);

    private User someUser() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("hash"));
        return user;
    }

    private static NewSession sessionOf(UserId userId, long version) {
        return new NewSession(
                new SessionId(UUID.randomUUID()),
                userId,
                version,
                SecretDigest.of(Secret.ofText("secret")),
                Duration.ofDays(14),
                Duration.ofDays(90),
                Instant.parse("2026-11-23T09:30:00Z"),
                new Origin("2001:db8::1", "curl/8 \uD83D\uDE00", "request-1"));
    }

    @Test
    default void an_opened_session_is_found_with_times_by_the_stores_clock() {
        NewSession session = sessionOf(someUser().id(), 0);
        Instant now = clock().instant();

        assertThat(sessions().open(session)).isTrue();

        assertThat(sessions().find(session.id()))
                .contains(new Session(
                        session.id(),
                        session.userId(),
                        0,
                        session.secretDigest(),
                        now,
                        now,
                        now.plus(Duration.ofDays(14)),
                        now.plus(Duration.ofDays(90)),
                        session.accessExpiresAt(),
                        new Origin("2001:db8::1", "curl/8 \uD83D\uDE00", null)));
    }

    @Test
    default void a_session_of_unknown_origin_is_kept_too() {
        NewSession from = sessionOf(someUser().id(), 0);
        NewSession session = new NewSession(
                from.id(),
                from.userId(),
                from.userVersion(),
                from.secretDigest(),
                from.idleTtl(),
                from.maxTtl(),
                from.accessExpiresAt(),
                Origin.UNKNOWN);

        assertThat(sessions().open(session)).isTrue();

        assertThat(sessions().find(session.id())).map(Session::origin).contains(Origin.UNKNOWN);
    }

    @Test
    default void a_user_may_have_many_sessions() {
        UserId user = someUser().id();
        NewSession one = sessionOf(user, 0);
        NewSession other = sessionOf(user, 0);

        assertThat(sessions().open(one)).isTrue();
        assertThat(sessions().open(other)).isTrue();

        assertThat(sessions().find(one.id())).isPresent();
        assertThat(sessions().find(other.id())).isPresent();
    }

    @Test
    default void no_session_is_opened_for_nobody() {
        NewSession session = sessionOf(new UserId(UUID.randomUUID()), 0);

        assertThat(sessions().open(session)).isFalse();
        assertThat(sessions().find(session.id())).isEmpty();
    }

    @Test
    default void no_session_is_opened_once_the_version_has_moved() {
        User user = someUser();
        NewSession session = sessionOf(user.id(), 0);
        moveVersionAndEndSessions(user.id());

        assertThat(sessions().open(session)).isFalse();
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(sessions().open(sessionOf(user.id(), 1))).isTrue();
    }

    @Test
    default void no_session_is_opened_for_a_disabled_account() {
        User user = someUser();
        disable(user.id());
        NewSession session = sessionOf(user.id(), 0);

        assertThat(sessions().open(session)).isFalse();
        assertThat(sessions().find(session.id())).isEmpty();
    }

    @Test
    default void the_sessions_of_a_removed_account_are_gone() {
        User user = someUser();
        NewSession session = sessionOf(user.id(), 0);
        sessions().open(session);

        remove(user.id());

        assertThat(sessions().find(session.id())).isEmpty();
    }

    @RepeatedTest(20)
    default void sessions_that_race_a_change_of_password_do_not_outlive_it() {
        User user = someUser();
        List<NewSession> racers = List.of(sessionOf(user.id(), 0), sessionOf(user.id(), 0), sessionOf(user.id(), 0));

        Race.of(racers.size() + 1, number -> {
            if (number == 0) {
                moveVersionAndEndSessions(user.id());
                return true;
            }
            return sessions().open(racers.get(number - 1));
        });

        assertThat(racers)
                .allSatisfy(racer -> assertThat(sessions().find(racer.id())).isEmpty());
    }
}
