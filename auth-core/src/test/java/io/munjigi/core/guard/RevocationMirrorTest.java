package io.munjigi.core.guard;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.guard.RevocationMirror.Standing;
import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.Broadcast;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.Interposed;
import io.munjigi.core.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationMirrorTest {

    private final SettableClock clock = SettableClock.standing();
    private final AtomicLong stopwatch = new AtomicLong();
    private final List<Revocation> record = new ArrayList<>();
    private final List<@Nullable Instant> readings = new ArrayList<>();
    private final AtomicInteger announced = new AtomicInteger();
    private final AtomicInteger reloads = new AtomicInteger();
    private boolean storeIsGone;
    private boolean rowsAreBroken;
    private boolean keysAreGone;
    private boolean keysAreBroken;
    private long nanosOfAReading;

    private final Revocations store = new Revocations() {
        @Override
        public Instant read(@Nullable Instant since, Consumer<Revocation> reader) {
            if (storeIsGone) {
                throw new AuthException(AuthError.UNAVAILABLE);
            }
            if (rowsAreBroken) {
                throw new IllegalArgumentException("a row is of no kind");
            }
            readings.add(since);
            List.copyOf(record).forEach(reader);
            stopwatch.addAndGet(nanosOfAReading);
            return clock.instant();
        }

        @Override
        public void record(Revocation revocation, AuditEntry entry) {
            record.add(revocation);
        }
    };

    private final AccessTokens tokens = Interposed.before(AccessTokens.class, new FakeAccessTokens(clock), method -> {
        if (keysAreGone) {
            throw new AuthException(AuthError.UNAVAILABLE);
        }
        if (keysAreBroken) {
            throw new IllegalStateException("a stored key is not fit to sign");
        }
        reloads.incrementAndGet();
    });

    private final RevocationMirror mirror = new RevocationMirror(
            store,
            new Broadcast() {
                @Override
                public void announce() {
                    announced.incrementAndGet();
                }

                @Override
                public void listen(Runnable listener) {}
            },
            tokens,
            clock,
            stopwatch::get,
            Duration.ofMinutes(15));

    private final AccessClaims claims = new AccessClaims(
            new UserId(UUID.randomUUID()),
            new SessionId(UUID.randomUUID()),
            new TreeSet<>(),
            "jti",
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(900));

    private Revocation ended() {
        return Revocation.ofSession(claims.sessionId(), claims.expiresAt());
    }

    @Test
    void who_was_not_revoked_stands() {
        assertThat(mirror.standing(claims)).isEqualTo(Standing.GOOD);
    }

    @Test
    void the_first_look_reads_everything_and_the_next_what_is_new() {
        mirror.poll();
        Instant first = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        mirror.poll();

        assertThat(readings).isEqualTo(Arrays.asList(null, first));
    }

    @Test
    void what_others_have_ended_counts_from_the_next_poll_on() {
        mirror.poll();
        record.add(ended());
        assertThat(mirror.standing(claims)).isEqualTo(Standing.GOOD);

        mirror.poll();

        assertThat(mirror.standing(claims)).isEqualTo(Standing.ENDED);
    }

    @Test
    void what_this_node_has_ended_counts_at_once_and_others_are_told() {
        mirror.tell(List.of(ended()));

        assertThat(mirror.standing(claims)).isEqualTo(Standing.ENDED);
        assertThat(announced).hasValue(1);
        mirror.tell(List.of());
        assertThat(announced).hasValue(1);
    }

    @Test
    void a_user_who_has_changed_is_looked_up() {
        mirror.tell(List.of(Revocation.ofUser(claims.subject(), claims.expiresAt())));

        assertThat(mirror.standing(claims)).isEqualTo(Standing.CHANGED);
    }

    @Test
    void a_mirror_that_has_heard_nothing_by_either_clock_catches_up_or_does_not_vouch() {
        mirror.poll();
        storeIsGone = true;
        clock.advance(Duration.ofSeconds(5));
        stopwatch.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(mirror.standing(claims)).isEqualTo(Standing.GOOD);

        clock.advance(Duration.ofMillis(1));
        assertThat(mirror.isInSync()).isFalse();
        assertRefused(AuthError.UNAVAILABLE, () -> mirror.standing(claims));
        clock.advance(Duration.ofMillis(-1));
        assertThat(mirror.isInSync()).isTrue();
        stopwatch.incrementAndGet();
        assertThat(mirror.isInSync()).isFalse();
        assertRefused(AuthError.UNAVAILABLE, () -> mirror.standing(claims));

        storeIsGone = false;
        record.add(ended());
        assertThat(mirror.standing(claims)).isEqualTo(Standing.ENDED);
        assertThat(mirror.isInSync()).isTrue();
    }

    @Test
    void a_mirror_that_never_looked_is_not_in_sync() {
        storeIsGone = true;

        assertThat(mirror.isInSync()).isFalse();
        assertRefused(AuthError.UNAVAILABLE, () -> mirror.standing(claims));
    }

    @Test
    void the_time_counts_from_when_a_poll_began() {
        nanosOfAReading = Duration.ofSeconds(4).toNanos();
        mirror.poll();

        stopwatch.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(mirror.isInSync()).isTrue();
        stopwatch.addAndGet(1);
        assertThat(mirror.isInSync()).isFalse();
    }

    @Test
    void news_is_kept_as_long_as_a_token_could_be_good_by_any_clock_and_then_forgotten() {
        mirror.tell(List.of(ended()));
        pass(Duration.between(clock.instant(), claims.expiresAt().plus(Duration.ofMinutes(2))));
        mirror.poll();
        assertThat(mirror.standing(claims)).isEqualTo(Standing.ENDED);

        pass(Duration.ofMinutes(1));
        mirror.poll();
        assertThat(mirror.standing(claims)).isEqualTo(Standing.GOOD);
    }

    private void pass(Duration time) {
        clock.advance(time);
        stopwatch.addAndGet(time.toNanos());
    }

    @Test
    void a_clock_that_was_in_the_future_for_a_moment_brings_no_ended_session_back() {
        mirror.tell(List.of(ended()));
        Instant right = clock.instant();
        clock.advance(Duration.ofHours(1));
        mirror.poll();
        clock.set(right);
        mirror.poll();

        assertThat(mirror.standing(claims)).isEqualTo(Standing.ENDED);
    }

    @Test
    void what_is_ended_while_a_clock_is_in_the_future_stays_ended_when_it_is_set_right() {
        Duration meanwhile = Duration.ofMinutes(3);
        Instant right = clock.instant();
        clock.advance(Duration.ofHours(1));
        mirror.tell(List.of(ended()));
        pass(meanwhile);
        mirror.poll();
        clock.set(right.plus(meanwhile));
        mirror.poll();

        assertThat(mirror.standing(claims)).isEqualTo(Standing.ENDED);
    }

    @Test
    void a_clock_that_was_years_ahead_for_a_moment_keeps_nothing_for_ever() {
        Instant right = clock.instant();
        clock.advance(Duration.ofDays(400));
        pass(Duration.ofMinutes(1));
        mirror.poll();
        clock.set(right);
        mirror.tell(List.of(ended()));
        pass(Duration.ofMinutes(20));
        mirror.poll();

        assertThat(mirror.knowsTheEndOf(claims.sessionId())).isFalse();
    }

    @Test
    void keys_are_taken_anew_when_they_have_changed_and_only_then() {
        mirror.poll();
        mirror.poll();
        assertThat(reloads).hasValue(0);
        record.add(new Revocation(Revocation.Of.SIGNING_KEYS, UUID.randomUUID(), claims.expiresAt()));
        mirror.poll();
        mirror.poll();

        assertThat(reloads).hasValue(1);
    }

    @Test
    void keys_that_could_not_be_taken_are_tried_again() {
        record.add(new Revocation(Revocation.Of.SIGNING_KEYS, UUID.randomUUID(), claims.expiresAt()));
        keysAreGone = true;
        assertRefused(AuthError.UNAVAILABLE, mirror::poll);
        assertThat(mirror.isInSync()).isFalse();
        keysAreGone = false;

        mirror.poll();

        assertThat(reloads).hasValue(1);
        assertThat(mirror.isInSync()).isTrue();
    }

    @Test
    void keys_that_are_broken_let_nobody_in_either() {
        record.add(new Revocation(Revocation.Of.SIGNING_KEYS, UUID.randomUUID(), claims.expiresAt()));
        keysAreBroken = true;

        assertRefused(AuthError.UNAVAILABLE, mirror::poll);
        assertRefused(AuthError.UNAVAILABLE, () -> mirror.standing(claims));
    }

    @Test
    void a_record_that_is_broken_lets_nobody_in_either() {
        record.add(ended());
        rowsAreBroken = true;

        assertRefused(AuthError.UNAVAILABLE, mirror::poll);
        assertRefused(AuthError.UNAVAILABLE, () -> mirror.standing(claims));
    }

    @Test
    void who_was_away_for_long_takes_the_keys_anew_though_news_of_them_has_come_and_gone() {
        mirror.poll();
        storeIsGone = true;
        clock.advance(Duration.ofMinutes(61));
        assertRefused(AuthError.UNAVAILABLE, () -> mirror.standing(claims));
        storeIsGone = false;

        mirror.poll();

        assertThat(reloads).hasValue(1);
    }
}
