package io.munjigi.core.usecase.session;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.login.Login;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnSessionsTest {

    private static final String EMAIL = "ada@example.org";

    private final TestAuth house = TestAuth.strict();

    @BeforeEach
    void signUp() {
        house.signUp(EMAIL);
        house.signUp("bob@example.org");
    }

    private void revoke(SessionTokens by, SessionId id) {
        house.auth().revokeSession().handle(new RevokeSession.Command(house.caller(by), id, Origin.UNKNOWN));
    }

    @Test
    void one_sees_ones_own_the_newest_first() {
        SessionTokens older = house.auth()
                .login()
                .handle(new Login.Command(EMAIL, TestAuth.PASSWORD, new Origin("192.0.2.1", "curl/8", "r1")))
                .tokens();
        house.clock().advance(Duration.ofMinutes(1));
        SessionTokens newer = house.logIn(EMAIL);
        house.logIn("bob@example.org");

        assertThat(house.auth().listSessions().handle(house.caller(newer)))
                .extracting(Session::id)
                .containsExactly(newer.sessionId(), older.sessionId());
        assertThat(house.auth()
                        .listSessions()
                        .handle(house.caller(older))
                        .get(1)
                        .origin())
                .isEqualTo(new Origin("192.0.2.1", "curl/8", null));
    }

    @Test
    void one_that_has_ended_is_not_seen() {
        SessionTokens old = house.logIn(EMAIL);
        house.clock().advance(Duration.ofDays(14));
        SessionTokens now = house.logIn(EMAIL);

        assertThat(house.auth().listSessions().handle(house.caller(now)))
                .extracting(Session::id)
                .containsExactly(now.sessionId())
                .doesNotContain(old.sessionId());
    }

    @Test
    void one_of_them_ends_at_a_word() {
        SessionTokens here = house.logIn(EMAIL);
        SessionTokens there = house.logIn(EMAIL);

        revoke(here, there.sessionId());

        assertThat(house.isGood(there)).isFalse();
        assertThat(house.isGood(here)).isTrue();
        assertRefused(AuthError.SESSION_NOT_FOUND, () -> revoke(here, there.sessionId()));
    }

    @Test
    void nobody_elses_does() {
        SessionTokens ada = house.logIn(EMAIL);
        SessionTokens bob = house.logIn("bob@example.org");

        assertRefused(AuthError.SESSION_NOT_FOUND, () -> revoke(bob, ada.sessionId()));
        assertRefused(AuthError.SESSION_NOT_FOUND, () -> revoke(bob, new SessionId(UUID.randomUUID())));
        assertThat(house.isGood(ada)).isTrue();
    }

    @Test
    void all_end_at_once() {
        SessionTokens here = house.logIn(EMAIL);
        SessionTokens there = house.logIn(EMAIL);
        SessionTokens bob = house.logIn("bob@example.org");

        house.auth()
                .revokeAllSessions()
                .handle(new RevokeAllSessions.Command(house.caller(here), false, Origin.UNKNOWN));

        assertThat(house.isGood(here)).isFalse();
        assertThat(house.isGood(there)).isFalse();
        assertThat(house.isGood(bob)).isTrue();
    }

    @Test
    void all_but_this_one_end_at_once() {
        SessionTokens here = house.logIn(EMAIL);
        SessionTokens there = house.logIn(EMAIL);

        house.auth()
                .revokeAllSessions()
                .handle(new RevokeAllSessions.Command(house.caller(here), true, Origin.UNKNOWN));

        assertThat(house.isGood(here)).isTrue();
        assertThat(house.isGood(there)).isFalse();
        assertThat(house.refresh(here.refreshToken()).sessionId()).isEqualTo(here.sessionId());
    }
}
