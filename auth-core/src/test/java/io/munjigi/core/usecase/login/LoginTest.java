package io.munjigi.core.usecase.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.munjigi.core.Auth;
import io.munjigi.core.guard.PasswordCheck;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthException;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.Credentials;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.model.Principal;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.SecretDigest;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.testkit.FakeAccessTokens;
import io.munjigi.core.testkit.FakePasswordHasher;
import io.munjigi.core.testkit.Interposed;
import io.munjigi.core.testkit.LogLines;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.SomeUsers;
import io.munjigi.core.testkit.TestAuth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest {

    private static final String EMAIL = "ada@example.org";

    private final TestAuth house = TestAuth.strict();

    @BeforeEach
    void forgetWhatWasSpent() {
        house.hasher().takeSpent();
    }

    private static Login.Command command(String email, Password password) {
        return new Login.Command(email, password, new Origin("192.0.2.7", "curl/8", "request-1"));
    }

    private void assertRefused(String email, Password password) {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> house.auth().login().handle(command(email, password)))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.INVALID_CREDENTIALS));
    }

    private User stored(PasswordHash hash) {
        User user = SomeUsers.withEmail(EMAIL);
        house.stores().users().add(user, hash, SomeEvents.any());
        return user;
    }

    @Test
    void the_right_password_opens_a_session_and_proves_who_one_is() {
        User ada = house.signUp(EMAIL);

        SessionTokens tokens = house.auth()
                .login()
                .handle(command("ADA@example.ORG", TestAuth.PASSWORD))
                .tokens();

        Principal caller = house.auth().authenticateToken().handle(tokens.accessToken());
        assertThat(caller.userId()).isEqualTo(ada.id());
        assertThat(caller.sessionId()).isEqualTo(tokens.sessionId());
        assertThat(caller.roles()).isEqualTo(ada.roles());
        assertThat(tokens.expiresIn()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void the_session_is_stored_with_where_it_came_from_and_when_it_ends() {
        User ada = house.signUp(EMAIL);

        SessionTokens tokens =
                house.auth().login().handle(command(EMAIL, TestAuth.PASSWORD)).tokens();

        Session session = house.stores().sessions().find(tokens.sessionId()).orElseThrow();
        Instant now = house.clock().instant();
        assertThat(session.userId()).isEqualTo(ada.id());
        assertThat(session.origin()).isEqualTo(new Origin("192.0.2.7", "curl/8", null));
        assertThat(session.idleExpiresAt()).isEqualTo(now.plus(Duration.ofDays(14)));
        assertThat(session.expiresAt()).isEqualTo(now.plus(Duration.ofDays(90)));
        assertThat(session.accessExpiresAt()).isEqualTo(Instant.parse("2026-11-23T09:30:00Z"));
    }

    @Test
    void the_refresh_token_names_the_session_and_only_a_digest_of_its_secret_is_stored() {
        house.signUp(EMAIL);

        SessionTokens tokens = house.logIn(EMAIL);

        assertThat(tokens.refreshToken()).matches("mjr_[A-Za-z0-9_-]{91}");
        byte[] token = Base64.getUrlDecoder().decode(tokens.refreshToken().substring(4));
        ByteBuffer id = ByteBuffer.wrap(token, 0, 16);
        assertThat(new SessionId(new UUID(id.getLong(), id.getLong()))).isEqualTo(tokens.sessionId());
        Session session = house.stores().sessions().find(tokens.sessionId()).orElseThrow();
        assertThat(session.secretDigest()).isEqualTo(SecretDigest.of(Secret.of(Arrays.copyOfRange(token, 16, 32))));
        assertThat(session.generation()).isZero();
    }

    @Test
    void each_login_is_a_session_of_its_own() {
        house.signUp(EMAIL);

        SessionTokens one = house.logIn(EMAIL);
        SessionTokens other = house.logIn(EMAIL);

        assertThat(one.sessionId()).isNotEqualTo(other.sessionId());
        assertThat(one.refreshToken()).isNotEqualTo(other.refreshToken());
        assertThat(one.accessToken()).isNotEqualTo(other.accessToken());
    }

    @Test
    void no_access_token_outlives_its_session() {
        SessionRules shortSessions =
                new SessionRules(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ZERO);
        TestAuth strict = TestAuth.with(AuthPolicy.strict().withSessions(shortSessions));
        strict.signUp(EMAIL);

        assertThat(strict.logIn(EMAIL).expiresIn()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_wrong_password_costs_one_hash() {
        house.signUp(EMAIL);
        house.hasher().takeSpent();

        assertRefused(EMAIL, Password.of("wrong"));
        assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
    }

    @Test
    void an_unknown_address_costs_the_same() {
        for (String unknown :
                new String[] {"nobody@example.org", "", "\0", "\ud800", "no address", "x".repeat(60_000)}) {
            assertRefused(unknown, TestAuth.PASSWORD);
            assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
        }
    }

    @Test
    void an_empty_an_over_long_and_an_impossible_password_cost_the_same() {
        house.signUp(EMAIL);
        house.hasher().takeSpent();

        for (String password : new String[] {"", "x".repeat(1025), "x".repeat(60_000), "\ud800", "\0"}) {
            assertRefused(EMAIL, Password.of(password));
            assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
        }
    }

    @Test
    void a_disabled_account_costs_the_same_whatever_the_password() {
        User ada = house.signUp(EMAIL);
        house.stores().users().change(ada.id(), new AccountChange.NewState(true), SomeEvents.any());
        house.hasher().takeSpent();

        assertRefused(EMAIL, TestAuth.PASSWORD);
        assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
        assertRefused(EMAIL, Password.of("wrong"));
        assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
    }

    @Test
    void an_account_without_a_password_costs_the_same() {
        house.stores().users().add(SomeUsers.withEmail(EMAIL), null, SomeEvents.any());

        assertRefused(EMAIL, TestAuth.PASSWORD);
        assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
    }

    @Test
    void a_broken_hash_costs_the_same() {
        stored(PasswordHash.of("$broken$"));

        assertRefused(EMAIL, TestAuth.PASSWORD);
        assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
    }

    @Test
    void a_broken_hash_is_said_in_the_log_without_the_hash() {
        User ada = stored(PasswordHash.of("$broken$"));
        try (LogLines log = new LogLines(PasswordCheck.class.getName())) {
            assertRefused(EMAIL, TestAuth.PASSWORD);

            assertThat(log.soFar())
                    .containsExactly(
                            "WARNING stored password hash is unreadable user=" + ada.id() + " request_id=request-1");
        }
    }

    @Test
    void a_wrong_password_against_a_cheap_hash_is_topped_up() {
        stored(FakePasswordHasher.hashOfStrength(1, TestAuth.PASSWORD));

        assertRefused(EMAIL, Password.of("wrong"));
        assertThat(house.hasher().takeSpent()).isEqualTo(1 + FakePasswordHasher.CURRENT_STRENGTH);
    }

    @Test
    void a_weak_hash_is_replaced_at_login_and_the_new_one_is_good() {
        stored(FakePasswordHasher.hashOfStrength(1, TestAuth.PASSWORD));

        house.logIn(EMAIL);
        house.hasher().takeSpent();
        house.logIn(EMAIL);

        assertThat(house.hasher().takeSpent()).isEqualTo(FakePasswordHasher.CURRENT_STRENGTH);
    }

    @Test
    void a_current_hash_stays() {
        PasswordHash current = FakePasswordHasher.hashOfStrength(100, TestAuth.PASSWORD);
        User ada = stored(current);

        house.logIn(EMAIL);

        assertThat(house.stores().users().findCredentials(ada.email().key()))
                .map(Credentials::passwordHash)
                .contains(current);
    }

    @Test
    void a_login_that_races_a_change_of_password_leaves_no_session() {
        User ada = house.signUp(EMAIL);
        Sessions changedInBetween = Interposed.before(
                Sessions.class,
                house.stores().sessions(),
                method -> house.stores()
                        .users()
                        .change(
                                ada.id(),
                                new AccountChange.NewPassword(0, PasswordHash.of("other"), null),
                                SomeEvents.any()));
        Auth racing = house.builder().sessions(changedInBetween).build();

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> racing.login().handle(command(EMAIL, TestAuth.PASSWORD)))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(AuthError.INVALID_CREDENTIALS));
    }

    @Test
    void a_role_that_is_given_while_the_hash_is_computed_is_in_the_token() {
        User ada = house.signUp(EMAIL);

        assertThat(rolesInTheTokenAfter(ada, new AccountChange.Grant(Role.ADMIN, Duration.ofMinutes(16))))
                .containsExactly(Role.ADMIN, Role.USER);
    }

    @Test
    void a_role_that_is_taken_while_the_hash_is_computed_is_not_in_the_token() {
        house.signedInWith("other@example.org", Role.ADMIN);
        User ada = house.signUp(EMAIL);
        house.stores()
                .users()
                .change(ada.id(), new AccountChange.Grant(Role.ADMIN, Duration.ofMinutes(16)), SomeEvents.any());

        assertThat(rolesInTheTokenAfter(ada, new AccountChange.Withdrawal(Role.ADMIN, Duration.ofMinutes(16))))
                .containsExactly(Role.USER);
    }

    /** What the token itself says: whoever authenticates it would hear of the news as well. */
    private Collection<Role> rolesInTheTokenAfter(User user, AccountChange whileHashing) {
        PasswordHasher slow = Interposed.before(PasswordHasher.class, house.hasher(), method -> {
            if (method.equals("verify")) {
                house.stores().users().change(user.id(), whileHashing, SomeEvents.any());
            }
        });
        FakeAccessTokens tokens = new FakeAccessTokens(house.clock());
        Auth racing = house.builder().passwordHasher(slow).accessTokens(tokens).build();

        String token = racing.login()
                .handle(command(EMAIL, TestAuth.PASSWORD))
                .tokens()
                .accessToken();

        return tokens.verify(token).orElseThrow().roles();
    }

    @Test
    void a_signature_that_fails_leaves_no_session() {
        house.signUp(EMAIL);
        Sessions untouched = Interposed.before(Sessions.class, house.stores().sessions(), method -> {
            throw new AssertionError("opened before it was signed for");
        });
        AccessTokens failing = Interposed.before(AccessTokens.class, new FakeAccessTokens(house.clock()), method -> {
            throw new IllegalStateException("no key");
        });
        Auth broken = house.builder().sessions(untouched).accessTokens(failing).build();

        assertThatIllegalStateException().isThrownBy(() -> broken.login().handle(command(EMAIL, TestAuth.PASSWORD)));
    }
}
