package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AccountChange.Grant;
import io.munjigi.core.model.AccountChange.NewPassword;
import io.munjigi.core.model.AccountChange.NewState;
import io.munjigi.core.model.AccountChange.Removal;
import io.munjigi.core.model.AccountChange.Withdrawal;
import io.munjigi.core.model.NewSession;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Rotation;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.User;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.port.Users;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeSessions;
import io.munjigi.core.testkit.SomeUsers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} must do. */
public interface SessionsContract {

    /** The store under test; each test may find others' sessions in it. */
    Sessions sessions();

    /** The accounts beside it. */
    Users users();

    /** The record of revocations beside it. */
    Revocations revocations();

    /** The store's clock. */
    SettableClock clock();

    private User someUser() {
        User user = SomeUsers.anyone();
        users().add(user, PasswordHash.of("hash"), SomeEvents.any());
        return user;
    }

    /** When an access token that is issued now expires. */
    private Instant soon() {
        return clock().instant().plus(Duration.ofMinutes(15));
    }

    private NewSession sessionOf(UserId userId, long version) {
        return SomeSessions.of(userId, version, soon());
    }

    private NewSession opened(UserId userId) {
        NewSession session = sessionOf(userId, 0);
        assertThat(sessions().open(session, SomeEvents.any())).isTrue();
        return session;
    }

    private boolean rotate(SessionId id, int from) {
        return sessions().rotate(new Rotation(id, from, SomeSessions.IDLE_TTL, soon()));
    }

    private List<Revocation> recorded() {
        List<Revocation> recorded = new ArrayList<>();
        revocations().read(null, recorded::add);
        return recorded;
    }

    private static Revocation endOf(NewSession session) {
        return Revocation.ofSession(session.id(), session.accessExpiresAt());
    }

    @Test
    default void an_opened_session_is_found_with_times_by_the_stores_clock() {
        User user = someUser();
        NewSession session = sessionOf(user.id(), 0);
        Instant now = clock().instant();

        assertThat(sessions().open(session, SomeEvents.any())).isTrue();

        clock().advance(Duration.ofSeconds(7));
        assertThat(sessions().find(session.id()))
                .contains(new Session(
                        session.id(),
                        session.userId(),
                        0,
                        session.secretDigest(),
                        now,
                        now,
                        now.plus(session.idleTtl()),
                        now.plus(session.maxTtl()),
                        session.accessExpiresAt(),
                        new Origin("2001:db8::1", "curl/8 \uD83D\uDE00", null),
                        user.roles(),
                        now.plusSeconds(7)));
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

        assertThat(sessions().open(session, SomeEvents.any())).isTrue();

        assertThat(sessions().find(session.id())).map(Session::origin).contains(Origin.UNKNOWN);
    }

    @Test
    default void a_session_bears_the_roles_that_its_user_has_when_it_is_read() {
        UserId user = someUser().id();
        NewSession session = opened(user);
        Role clerk = new Role("clerk");

        users().change(user, new Grant(clerk, Duration.ofMinutes(16)), SomeEvents.any());
        assertThat(sessions().find(session.id()).orElseThrow().roles()).containsExactly(clerk, Role.USER);

        users().change(user, new Withdrawal(clerk, Duration.ofMinutes(16)), SomeEvents.any());
        users().change(user, new Withdrawal(Role.USER, Duration.ofMinutes(16)), SomeEvents.any());
        assertThat(sessions().find(session.id()).orElseThrow().roles()).isEmpty();
    }

    @Test
    default void no_session_is_opened_for_nobody() {
        NewSession session = sessionOf(new UserId(UUID.randomUUID()), 0);

        assertThat(sessions().open(session, SomeEvents.any())).isFalse();
        assertThat(sessions().find(session.id())).isEmpty();
    }

    @Test
    default void no_session_is_opened_once_the_version_has_moved() {
        User user = someUser();
        NewSession session = sessionOf(user.id(), 0);
        users().change(user.id(), new NewPassword(0, PasswordHash.of("new"), null), SomeEvents.any());

        assertThat(sessions().open(session, SomeEvents.any())).isFalse();
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(sessions().open(sessionOf(user.id(), 1), SomeEvents.any())).isTrue();
    }

    @Test
    default void no_session_is_opened_for_a_disabled_account() {
        UserId user = someUser().id();
        users().change(user, new NewState(true), SomeEvents.any());
        NewSession session = sessionOf(user, 1);

        assertThat(sessions().open(session, SomeEvents.any())).isFalse();
        assertThat(sessions().find(session.id())).isEmpty();

        users().change(user, new NewState(false), SomeEvents.any());
        assertThat(sessions().open(sessionOf(user, 1), SomeEvents.any())).isFalse();
        assertThat(sessions().open(sessionOf(user, 2), SomeEvents.any())).isTrue();
    }

    @Test
    default void the_sessions_of_a_user_come_newest_first_and_only_those_alive() {
        UserId user = someUser().id();
        opened(user);
        clock().advance(Duration.ofDays(10));
        NewSession second = opened(user);
        clock().advance(Duration.ofDays(4));
        NewSession third = opened(user);
        NewSession ended = opened(user);
        sessions().end(user, ended.id(), SomeEvents.any());
        opened(someUser().id());

        assertThat(sessions().ofUser(user))
                .containsExactly(
                        sessions().find(third.id()).orElseThrow(),
                        sessions().find(second.id()).orElseThrow());
        assertThat(sessions().ofUser(new UserId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void a_session_that_is_not_used_ends() {
        UserId user = someUser().id();
        SessionId id = opened(user).id();

        clock().advance(SomeSessions.IDLE_TTL.minusSeconds(1));
        assertThat(sessions().find(id)).isPresent();

        clock().advance(Duration.ofSeconds(1));
        assertThat(sessions().find(id)).isEmpty();
        assertThat(sessions().ofUser(user)).isEmpty();
        assertThat(rotate(id, 0)).isFalse();
    }

    @Test
    default void a_session_that_is_used_for_ever_ends_too() {
        UserId user = someUser().id();
        SessionId id = opened(user).id();
        for (int generation = 0; generation < 9; generation++) {
            assertThat(rotate(id, generation)).isTrue();
            clock().advance(Duration.ofDays(10));
        }

        assertThat(sessions().find(id)).isEmpty();
        assertThat(sessions().ofUser(user)).isEmpty();
        assertThat(rotate(id, 9)).isFalse();
    }

    @Test
    default void a_rotation_moves_the_generation_and_puts_off_the_idle_end() {
        NewSession session = opened(someUser().id());
        Session before = sessions().find(session.id()).orElseThrow();
        clock().advance(Duration.ofDays(1));
        Instant now = clock().instant();

        assertThat(sessions().rotate(new Rotation(session.id(), 0, Duration.ofDays(3), soon())))
                .isTrue();

        assertThat(sessions().find(session.id()))
                .contains(new Session(
                        before.id(),
                        before.userId(),
                        1,
                        before.secretDigest(),
                        before.createdAt(),
                        now,
                        now.plus(Duration.ofDays(3)),
                        before.expiresAt(),
                        soon(),
                        before.origin(),
                        before.roles(),
                        now));
    }

    @Test
    default void a_shorter_access_token_does_not_hide_the_longer_one_before_it() {
        NewSession session = opened(someUser().id());

        assertThat(sessions()
                        .rotate(new Rotation(
                                session.id(),
                                0,
                                SomeSessions.IDLE_TTL,
                                session.accessExpiresAt().minusSeconds(60))))
                .isTrue();

        assertThat(sessions().find(session.id()).orElseThrow().accessExpiresAt())
                .isEqualTo(session.accessExpiresAt());
    }

    @Test
    default void a_rotation_from_another_generation_changes_nothing() {
        SessionId id = opened(someUser().id()).id();
        assertThat(rotate(id, 0)).isTrue();
        Session before = sessions().find(id).orElseThrow();

        assertThat(rotate(id, 0)).isFalse();
        assertThat(rotate(id, 2)).isFalse();

        assertThat(sessions().find(id)).contains(before);
        assertThat(rotate(new SessionId(UUID.randomUUID()), 0)).isFalse();
    }

    @Test
    default void of_many_who_race_to_rotate_a_session_one_does() {
        SessionId id = opened(someUser().id()).id();

        for (int generation = 0; generation < 5; generation++) {
            int from = generation;
            assertThat(Race.of(16, number -> rotate(id, from))).containsOnlyOnce(true);
            assertThat(sessions().find(id).orElseThrow().generation()).isEqualTo(from + 1);
        }
    }

    @Test
    default void an_ended_session_is_gone_and_the_news_says_until_when_it_matters() {
        UserId user = someUser().id();
        NewSession ended = opened(user);
        NewSession other = opened(user);

        assertThat(sessions().end(user, ended.id(), SomeEvents.any())).contains(endOf(ended));

        assertThat(sessions().find(ended.id())).isEmpty();
        assertThat(rotate(ended.id(), 0)).isFalse();
        assertThat(sessions().find(other.id())).isPresent();
        assertThat(recorded()).contains(endOf(ended)).doesNotContain(endOf(other));
        assertThat(sessions().end(user, ended.id(), SomeEvents.any())).isEmpty();
    }

    @Test
    default void the_end_of_a_single_session_leaves_a_login_alone() {
        UserId user = someUser().id();
        sessions().end(user, opened(user).id(), SomeEvents.any());

        assertThat(sessions().open(sessionOf(user, 0), SomeEvents.any())).isTrue();
    }

    @Test
    default void nobody_ends_the_session_of_another() {
        NewSession session = opened(someUser().id());

        assertThat(sessions().end(someUser().id(), session.id(), SomeEvents.any()))
                .isEmpty();

        assertThat(sessions().find(session.id())).isPresent();
        assertThat(recorded()).doesNotContain(endOf(session));
    }

    @Test
    default void a_session_that_ended_by_time_can_be_ended_too() {
        UserId user = someUser().id();
        NewSession session = opened(user);
        clock().advance(SomeSessions.IDLE_TTL);

        assertThat(sessions().end(user, session.id(), SomeEvents.any())).contains(endOf(session));
        assertThat(sessions().end(user, session.id(), SomeEvents.any())).isEmpty();
    }

    @Test
    default void all_sessions_of_a_user_end_but_the_one_that_is_kept() {
        UserId user = someUser().id();
        NewSession one = opened(user);
        NewSession kept = opened(user);
        NewSession other = opened(user);
        rotate(other.id(), 0);
        NewSession anothers = opened(someUser().id());

        assertThat(sessions().endAll(user, kept.id(), SomeEvents.any()))
                .containsExactlyInAnyOrder(endOf(one), endOf(other));

        assertThat(sessions().ofUser(user)).extracting(Session::id).containsExactly(kept.id());
        assertThat(sessions().find(anothers.id())).isPresent();
        assertThat(recorded()).contains(endOf(one), endOf(other)).doesNotContain(endOf(kept), endOf(anothers));
        assertThat(sessions().endAll(user, null, SomeEvents.any())).containsExactly(endOf(kept));
        assertThat(sessions().find(kept.id())).isEmpty();
    }

    @Test
    default void a_session_whose_access_tokens_have_long_expired_ends_with_the_others() {
        UserId user = someUser().id();
        NewSession old = opened(user);
        clock().advance(Duration.ofHours(1));
        NewSession fresh = opened(user);

        assertThat(sessions().endAll(user, null, SomeEvents.any())).contains(endOf(fresh));

        assertThat(sessions().find(old.id())).isEmpty();
        assertThat(sessions().end(user, old.id(), SomeEvents.any())).isEmpty();
    }

    @Test
    default void the_end_of_all_sessions_refuses_a_login_that_is_under_way() {
        UserId user = someUser().id();

        assertThat(sessions().endAll(user, null, SomeEvents.any())).isEmpty();

        assertThat(sessions().open(sessionOf(user, 0), SomeEvents.any())).isFalse();
        assertThat(sessions().open(sessionOf(user, 1), SomeEvents.any())).isTrue();
        assertThat(sessions().endAll(new UserId(UUID.randomUUID()), null, SomeEvents.any()))
                .isEmpty();
    }

    @Test
    default void the_news_covers_the_access_token_of_the_last_rotation() {
        UserId user = someUser().id();
        SessionId one = opened(user).id();
        SessionId other = opened(user).id();
        clock().advance(Duration.ofMinutes(5));
        rotate(one, 0);
        rotate(other, 0);

        assertThat(sessions().end(user, one, SomeEvents.any())).contains(Revocation.ofSession(one, soon()));
        assertThat(sessions().endAll(user, null, SomeEvents.any()))
                .containsExactly(Revocation.ofSession(other, soon()));
    }

    @RepeatedTest(20)
    default void a_rotation_that_races_an_end_comes_too_late_or_is_covered_by_the_news() {
        UserId user = someUser().id();
        NewSession session = opened(user);
        clock().advance(Duration.ofHours(1));
        Instant rotated = soon();

        List<Boolean> came = Race.of(List.of(
                () -> rotate(session.id(), 0),
                () -> sessions().end(user, session.id(), SomeEvents.any()).isPresent()));

        assertThat(came.get(1)).isTrue();
        assertEndedAndCovered(session.id(), came.get(0), rotated);
    }

    @RepeatedTest(20)
    default void rotations_that_race_the_end_of_all_come_too_late_or_are_covered_by_the_news() {
        UserId user = someUser().id();
        List<NewSession> racers = List.of(opened(user), opened(user), opened(user));
        clock().advance(Duration.ofHours(1));
        Instant rotated = soon();
        List<Callable<Boolean>> runners = new ArrayList<>();
        racers.forEach(racer -> runners.add(() -> rotate(racer.id(), 0)));
        runners.add(() -> sessions().endAll(user, null, SomeEvents.any()) != null);

        List<Boolean> came = Race.of(runners);

        for (int i = 0; i < racers.size(); i++) {
            assertEndedAndCovered(racers.get(i).id(), came.get(i), rotated);
        }
    }

    private void assertEndedAndCovered(SessionId id, boolean wasRotated, Instant rotated) {
        assertThat(sessions().find(id)).isEmpty();
        if (wasRotated) {
            assertThat(recorded()).contains(Revocation.ofSession(id, rotated));
        }
    }

    @RepeatedTest(20)
    default void sessions_that_race_a_change_of_password_do_not_outlive_it() {
        assertNoneOutlives(
                user -> users().change(user, new NewPassword(0, PasswordHash.of("new"), null), SomeEvents.any()));
    }

    @RepeatedTest(20)
    default void sessions_that_race_the_end_of_all_do_not_outlive_it() {
        assertNoneOutlives(user -> sessions().endAll(user, null, SomeEvents.any()));
    }

    @RepeatedTest(20)
    default void sessions_that_race_the_disabling_of_their_user_do_not_come_back_with_it() {
        assertNoneOutlives(user -> {
            users().change(user, new NewState(true), SomeEvents.any());
            users().change(user, new NewState(false), SomeEvents.any());
        });
    }

    @RepeatedTest(20)
    default void sessions_that_race_the_removal_of_their_user_do_not_outlive_it() {
        assertNoneOutlives(user -> users().change(user, new Removal(0), SomeEvents.any()));
    }

    private void assertNoneOutlives(Consumer<UserId> change) {
        UserId user = someUser().id();
        List<NewSession> racers = List.of(sessionOf(user, 0), sessionOf(user, 0), sessionOf(user, 0));

        List<Boolean> opened = Race.of(racers.size() + 1, number -> {
            if (number == 0) {
                change.accept(user);
                return true;
            }
            return sessions().open(racers.get(number - 1), SomeEvents.any());
        });

        List<Revocation> recorded = recorded();
        for (int i = 0; i < racers.size(); i++) {
            assertThat(sessions().find(racers.get(i).id())).isEmpty();
            if (opened.get(i + 1)) {
                assertThat(recorded).contains(endOf(racers.get(i)));
            }
        }
    }

    @RepeatedTest(10)
    default void whatever_is_done_at_once_with_the_sessions_of_a_user_nothing_waits_in_a_circle() {
        UserId user = someUser().id();
        List<NewSession> racers = List.of(opened(user), opened(user), opened(user), opened(user));
        List<Callable<Boolean>> runners = new ArrayList<>();
        for (NewSession racer : racers) {
            runners.add(() -> rotate(racer.id(), 0));
            runners.add(() -> sessions().end(user, racer.id(), SomeEvents.any()).isPresent());
            runners.add(() -> sessions().open(sessionOf(user, 0), SomeEvents.any()));
        }
        runners.add(() ->
                sessions().endAll(user, racers.get(0).id(), SomeEvents.any()).isEmpty());
        runners.add(() -> sessions().endAll(user, null, SomeEvents.any()).isEmpty());
        for (AccountChange change : List.of(
                new Grant(Role.ADMIN, Duration.ofMinutes(16)),
                new Withdrawal(Role.USER, Duration.ofMinutes(16)),
                new NewState(true),
                new NewPassword(0, PasswordHash.of("new"), null),
                new Removal(1))) {
            runners.add(
                    () -> users().change(user, change, SomeEvents.any()).news().isEmpty());
        }

        assertThat(Race.of(runners)).hasSameSizeAs(runners);

        assertThat(sessions().ofUser(user)).isEmpty();
    }
}
