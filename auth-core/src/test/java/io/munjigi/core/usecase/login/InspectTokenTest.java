package io.munjigi.core.usecase.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Insider;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.login.InspectToken.Finding;
import io.munjigi.core.usecase.login.InspectToken.State;
import io.munjigi.core.usecase.session.RevokeAllSessions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InspectTokenTest {

    private final TestAuth house = TestAuth.strict();
    private final User ada = house.signUp("ada@example.org");
    private final SessionTokens tokens = house.logIn("ada@example.org");

    private Finding inspect(String token) {
        return house.auth().inspectToken().handle(new InspectToken.Command(Insider.OPERATOR, token));
    }

    @Test
    void good_tokens_of_either_kind_name_session_and_user() {
        Finding good = new Finding(State.GOOD, tokens.sessionId(), ada.id());

        assertThat(inspect(tokens.accessToken())).isEqualTo(good);
        assertThat(inspect(tokens.refreshToken())).isEqualTo(good);
    }

    @Test
    void looking_at_a_refresh_token_does_not_use_it() {
        inspect(tokens.refreshToken());
        house.refresh(tokens.refreshToken());

        assertThat(inspect(tokens.refreshToken()).state()).isEqualTo(State.USED);
        assertThat(inspect(tokens.accessToken()).state()).isEqualTo(State.GOOD);
    }

    @Test
    void tokens_of_a_session_that_has_ended_say_so() {
        house.auth()
                .revokeAllSessions()
                .handle(new RevokeAllSessions.Command(house.caller(tokens), false, Origin.UNKNOWN));

        assertThat(inspect(tokens.accessToken()).state()).isEqualTo(State.SESSION_ENDED);
        assertThat(inspect(tokens.refreshToken()))
                .isEqualTo(new Finding(State.SESSION_ENDED, tokens.sessionId(), null));
    }

    @Test
    void what_was_not_made_here_or_has_expired_is_refused() {
        house.clock().advance(Duration.ofMinutes(16));

        assertThat(inspect(tokens.accessToken())).isEqualTo(new Finding(State.REFUSED, null, null));
        assertThat(inspect("canary").state()).isEqualTo(State.REFUSED);
        assertThat(inspect(tokens.refreshToken() + "x").state()).isEqualTo(State.REFUSED);
    }

    @Test
    void a_command_hides_its_token() {
        assertThat(new InspectToken.Command(Insider.OPERATOR, "canary").toString())
                .doesNotContain("canary");
    }
}
