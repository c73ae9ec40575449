package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.FakePasswordHasher;
import io.munjigi.core.testkit.FakeSecretSealer;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.RefreshSession;
import io.munjigi.persistence.TestDatabase.Kind;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More refreshes at once than there are connections: all are answered. */
class ManyRefreshesTest {

    private static final int MANY = 64;
    private static final int CONNECTIONS = 2;

    private static SessionTokens refresh(Auth auth, SessionTokens tokens) {
        return auth.refreshSession().handle(new RefreshSession.Command(tokens.refreshToken(), Origin.UNKNOWN));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void all_are_answered(Kind kind) {
        try (Database database = Database.open(TestDatabase.freshSettings(kind).withPoolSize(CONNECTIONS));
                Auth auth = Auth.builder()
                        .stores(database)
                        .passwordHasher(new FakePasswordHasher())
                        .passwordBlocklist(password -> false)
                        .accessTokens(new FakeAccessTokens(Clock.systemUTC()))
                        .secretSealer(new FakeSecretSealer())
                        .build()) {
            auth.signUp().handle(new SignUp.Command("ada@example.org", TestAuth.PASSWORD, Origin.UNKNOWN));
            List<SessionTokens> sessions = Stream.generate(() -> auth.login()
                            .handle(new Login.Command("ada@example.org", TestAuth.PASSWORD, Origin.UNKNOWN))
                            .tokens())
                    .limit(MANY)
                    .toList();
            SessionTokens one = sessions.get(0);

            List<SessionTokens> same = Race.of(MANY, number -> refresh(auth, one));
            List<SessionTokens> others = Race.of(MANY - 1, number -> refresh(auth, sessions.get(number + 1)));

            assertThat(same)
                    .extracting(SessionTokens::refreshToken)
                    .containsOnly(same.get(0).refreshToken());
            assertThat(database.sessions().find(one.sessionId()))
                    .map(Session::generation)
                    .contains(1);
            assertThat(others).extracting(SessionTokens::refreshToken).doesNotHaveDuplicates();
        }
    }
}
