package io.munjigi.core.usecase.login;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogoutTest {

    private static final String EMAIL = "ada@example.org";

    private final TestAuth house = TestAuth.strict();

    @BeforeEach
    void signUp() {
        house.signUp(EMAIL);
    }

    private void logOut(@Nullable String accessToken, @Nullable String refreshToken) {
        house.auth().logout().handle(new Logout.Command(accessToken, refreshToken, Origin.UNKNOWN));
    }

    private void assertDead(SessionTokens tokens) {
        assertThat(house.isGood(tokens)).isFalse();
        assertRefused(AuthError.INVALID_TOKEN, () -> house.refresh(tokens.refreshToken()));
    }

    @Test
    void an_access_token_ends_its_session() {
        SessionTokens tokens = house.logIn(EMAIL);
        SessionTokens other = house.logIn(EMAIL);

        logOut(tokens.accessToken(), null);

        assertDead(tokens);
        assertThat(house.isGood(other)).isTrue();
        assertRefused(AuthError.INVALID_TOKEN, () -> logOut(tokens.accessToken(), null));
    }

    @Test
    void a_refresh_token_ends_its_session_and_may_say_so_again() {
        SessionTokens tokens = house.logIn(EMAIL);

        logOut(null, tokens.refreshToken());

        assertDead(tokens);
        logOut(null, tokens.refreshToken());
    }

    @Test
    void an_outdated_refresh_token_ends_its_session_too() {
        SessionTokens first = house.logIn(EMAIL);
        SessionTokens second = house.refresh(first.refreshToken());
        SessionTokens third = house.refresh(second.refreshToken());

        logOut(null, first.refreshToken());

        assertDead(first);
        assertDead(second);
        assertDead(third);
    }

    @Test
    void a_token_stays_dead_when_everybody_has_forgotten_why() {
        SessionTokens tokens = house.logIn(EMAIL);
        SessionTokens refreshed = house.refresh(tokens.refreshToken());
        logOut(refreshed.accessToken(), null);

        for (int minute = 0; minute < 30; minute++) {
            house.clock().advance(Duration.ofMinutes(1));
            assertDead(tokens);
            assertDead(refreshed);
        }
    }

    @Test
    void a_session_that_has_ended_unheard_of_is_dead_once_a_logout_was_answered() {
        SessionTokens byAccess = house.logIn(EMAIL);
        SessionTokens byRefresh = house.logIn(EMAIL);
        // By another node, whose answer was lost; and this one has not heard of it yet.
        for (SessionTokens tokens : new SessionTokens[] {byAccess, byRefresh}) {
            house.stores().sessions().end(house.caller(tokens).userId(), tokens.sessionId(), SomeEvents.any());
            assertThat(house.isGood(tokens)).isTrue();
        }

        logOut(byAccess.accessToken(), null);
        logOut(null, byRefresh.refreshToken());

        assertDead(byAccess);
        assertDead(byRefresh);
    }

    @Test
    void with_both_the_access_token_counts() {
        SessionTokens one = house.logIn(EMAIL);
        SessionTokens other = house.logIn(EMAIL);

        logOut(one.accessToken(), other.refreshToken());

        assertDead(one);
        assertThat(house.isGood(other)).isTrue();
        assertRefused(AuthError.INVALID_TOKEN, () -> logOut("made up", other.refreshToken()));
        assertThat(house.isGood(other)).isTrue();
    }

    @Test
    void nothing_given_is_nobody() {
        assertRefused(AuthError.NOT_AUTHENTICATED, () -> logOut(null, null));
        assertRefused(AuthError.INVALID_TOKEN, () -> logOut(null, "made up"));
    }

    @Test
    void revoking_either_token_ends_the_session() {
        SessionTokens byAccess = house.logIn(EMAIL);
        SessionTokens byRefresh = house.logIn(EMAIL);
        SessionTokens next = house.refresh(byRefresh.refreshToken());

        house.auth().revokeToken().handle(new RevokeToken.Command(byAccess.accessToken(), Origin.UNKNOWN));
        house.auth().revokeToken().handle(new RevokeToken.Command(byRefresh.refreshToken(), Origin.UNKNOWN));

        assertDead(byAccess);
        assertDead(byRefresh);
        assertDead(next);
    }

    @Test
    void revoking_anything_else_is_no_failure() {
        SessionTokens tokens = house.logIn(EMAIL);
        for (String token : new String[] {"", "made up", tokens.refreshToken() + "A"}) {
            house.auth().revokeToken().handle(new RevokeToken.Command(token, Origin.UNKNOWN));
        }
        assertThat(house.isGood(tokens)).isTrue();
    }
}
