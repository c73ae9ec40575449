package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.FakePasswordHasher;
import io.munjigi.core.testkit.FakeSecretSealer;
import io.munjigi.core.testkit.TestAuth;
import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.login.Login;
import io.munjigi.core.usecase.login.RefreshSession;
import io.munjigi.persistence.TestDatabase.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many statements each of the calls that come often takes. One more would be a way to the database and back, for each of them. */
class StatementsTest {

    private final List<String> executed = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each
    private Auth auth;

    @SuppressWarnings("NullAway.Init") // before each
    private SessionTokens tokens;

    @BeforeEach
    void signUp() {
        DataSource counted = counted(
                DataSource.class,
                Engine.of(TestDatabase.freshSettings(Kind.H2_IN_A_FILE)).forMigrations());
        auth = Auth.builder()
                .stores(Database.on(counted))
                .passwordHasher(new FakePasswordHasher())
                .passwordBlocklist(password -> false)
                .accessTokens(new FakeAccessTokens(Clock.systemUTC()))
                .secretSealer(new FakeSecretSealer())
                .withoutBackgroundWork()
                .build();
        auth.signUp().handle(new SignUp.Command("ada@example.org", TestAuth.PASSWORD, Origin.UNKNOWN));
        tokens = logIn();
    }

    @AfterEach
    void close() {
        auth.close();
    }

    private SessionTokens logIn() {
        return auth.login()
                .handle(new Login.Command("ada@example.org", TestAuth.PASSWORD, Origin.UNKNOWN))
                .tokens();
    }

    /** Counts what is executed by whatever comes of a data source. */
    private <T> T counted(Class<T> type, T within) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        executed.add(within.toString());
                    }
                    try {
                        Object answer = method.invoke(within, arguments);
                        if (answer instanceof PreparedStatement statement) {
                            return counted(PreparedStatement.class, statement);
                        }
                        if (answer instanceof Statement statement) {
                            return counted(Statement.class, statement);
                        }
                        return answer instanceof Connection connection ? counted(Connection.class, connection) : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private List<String> statementsOf(Supplier<?> call) {
        executed.clear();
        assertThat((Object) call.get()).isNotNull();
        return List.copyOf(executed);
    }

    @Test
    void a_token_is_checked_without_one() {
        assertThat(statementsOf(() -> auth.authenticateToken().handle(tokens.accessToken())))
                .isEmpty();
    }

    @Test
    void who_is_signed_in_is_read_by_one() {
        Principal caller = auth.authenticateToken().handle(tokens.accessToken());

        assertThat(statementsOf(() -> auth.currentUser().handle(caller))).hasSize(1);
    }

    @Test
    void a_refresh_takes_two_and_one_where_it_is_answered_again() {
        RefreshSession.Command refresh = new RefreshSession.Command(tokens.refreshToken(), Origin.UNKNOWN);

        assertThat(statementsOf(() -> auth.refreshSession().handle(refresh))).hasSize(2);
        assertThat(statementsOf(() -> auth.refreshSession().handle(refresh))).hasSize(1);
    }

    /** Two for the account, before its hash and after it; three for wrong passwords, of which this may be one; a session and an event. */
    @Test
    void a_login_takes_seven() {
        assertThat(statementsOf(this::logIn)).hasSize(7);
    }
}
