package io.munjigi.core.usecase.login;

import static io.munjigi.core.testkit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.Auth;
import io.munjigi.core.model.AccountChange;
import io.munjigi.core.model.AuthError;
import io.munjigi.core.model.AuthPolicy;
import io.munjigi.core.model.AuthPolicy.SessionRules;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.Session;
import io.munjigi.core.model.SessionTokens;
import io.munjigi.core.model.User;
import io.munjigi.core.port.Sessions;
import io.munjigi.core.testkit.Interposed;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import io.munjigi.core.testkit.TestAuth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RefreshSessionTest {

    private static final String EMAIL = "ada@example.org";

    private final TestAuth house = TestAuth.strict();
    private final User ada = house.signUp(EMAIL);
    private final SessionTokens first = house.logIn(EMAIL);

    private void assertRefusedAsToken(TestAuth at, String token) {
        assertRefused(AuthError.INVALID_TOKEN, () -> at.refresh(token));
    }

    private static TestAuth with(SessionRules rules) {
        TestAuth other = TestAuth.with(AuthPolicy.strict().withSessions(rules));
        other.signUp(EMAIL);
        return other;
    }

    @Test
    void it_gives_the_next_tokens_of_the_same_session() {
        house.clock().advance(Duration.ofMinutes(10));

        SessionTokens second = house.refresh(first.refreshToken());

        assertThat(second.sessionId()).isEqualTo(first.sessionId());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(second.expiresIn()).isEqualTo(Duration.ofMinutes(15));
        assertThat(house.caller(second).userId()).isEqualTo(ada.id());
        assertThat(house.isGood(first)).isTrue();
        assertThat(house.refresh(second.refreshToken()).sessionId()).isEqualTo(first.sessionId());
    }

    @Test
    void a_lost_answer_is_given_again_within_the_grace() {
        SessionTokens lost = house.refresh(first.refreshToken());
        house.clock().advance(Duration.ofSeconds(30));

        SessionTokens again = house.refresh(first.refreshToken());

        assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
        assertThat(again.expiresIn()).isEqualTo(Duration.ofMinutes(15));
        assertThat(house.isGood(again)).isTrue();
        assertThat(house.refresh(again.refreshToken()).sessionId()).isEqualTo(first.sessionId());
    }

    @Test
    void a_token_that_comes_again_after_the_grace_was_stolen() {
        SessionTokens second = house.refresh(first.refreshToken());
        house.clock().advance(Duration.ofSeconds(31));

        assertRefusedAsToken(house, first.refreshToken());

        assertThat(house.isGood(second)).isFalse();
        assertRefusedAsToken(house, second.refreshToken());
    }

    @Test
    void a_token_that_comes_again_after_its_successor_was_used_was_stolen() {
        SessionTokens second = house.refresh(first.refreshToken());
        SessionTokens third = house.refresh(second.refreshToken());

        assertRefusedAsToken(house, first.refreshToken());

        assertThat(house.isGood(third)).isFalse();
        assertRefusedAsToken(house, third.refreshToken());
    }

    @Test
    void two_who_hold_the_same_token_in_turns_are_noticed() {
        SessionTokens thief = house.refresh(first.refreshToken());
        house.clock().advance(Duration.ofMinutes(5));
        thief = house.refresh(thief.refreshToken());

        assertRefusedAsToken(house, first.refreshToken());
        assertRefusedAsToken(house, thief.refreshToken());
    }

    @Test
    void without_a_grace_every_second_use_is_theft() {
        TestAuth strict =
                with(new SessionRules(Duration.ofMinutes(15), Duration.ofDays(14), Duration.ofDays(90), Duration.ZERO));
        SessionTokens one = strict.logIn(EMAIL);
        SessionTokens two = strict.refresh(one.refreshToken());

        assertRefusedAsToken(strict, one.refreshToken());

        assertRefusedAsToken(strict, two.refreshToken());
        assertThat(strict.isGood(two)).isFalse();
    }

    @Test
    void of_many_who_refresh_at_once_all_get_the_same_successor_by_one_change() {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        Sessions watched = Interposed.before(Sessions.class, house.stores().sessions(), calls::add);
        Auth busy = house.builder().sessions(watched).build();

        List<SessionTokens> answers = Race.of(
                64,
                number ->
                        busy.refreshSession().handle(new RefreshSession.Command(first.refreshToken(), Origin.UNKNOWN)));

        assertThat(answers)
                .extracting(SessionTokens::refreshToken)
                .containsOnly(answers.get(0).refreshToken());
        assertThat(house.stores().sessions().find(first.sessionId()))
                .map(Session::generation)
                .contains(1);
        assertThat(answers).allMatch(house::isGood);
        assertThat(calls).as("nothing is ended, and nothing else is changed").containsOnly("find", "rotate");
    }

    @Test
    void an_unused_session_ends() {
        house.clock().advance(Duration.ofDays(14));

        assertRefusedAsToken(house, first.refreshToken());
    }

    @Test
    void refreshing_for_ever_ends_at_the_absolute_end() {
        SessionTokens latest = first;
        for (int day = 10; day < 90; day += 10) {
            house.clock().advance(Duration.ofDays(10));
            latest = house.refresh(latest.refreshToken());
        }
        house.clock().advance(Duration.ofDays(10).minusMinutes(5));
        latest = house.refresh(latest.refreshToken());
        assertThat(latest.expiresIn()).as("what is left of the session").isEqualTo(Duration.ofMinutes(5));
        house.clock().advance(Duration.ofMinutes(5));

        assertRefusedAsToken(house, latest.refreshToken());
        assertThat(house.isGood(latest)).isFalse();
    }

    @Test
    void a_session_in_its_last_second_gives_no_token() {
        TestAuth brief = with(new SessionRules(
                Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofSeconds(30)));
        SessionTokens tokens = brief.logIn(EMAIL);
        brief.clock().advance(Duration.ofMillis(59_500));

        assertRefusedAsToken(brief, tokens.refreshToken());
    }

    @Test
    void roles_are_those_of_now() {
        house.stores()
                .users()
                .change(
                        ada.id(),
                        new AccountChange.Grant(new Role("auditor"), Duration.ofMinutes(20)),
                        SomeEvents.any());

        assertThat(house.caller(house.refresh(first.refreshToken())).roles()).contains(new Role("auditor"));
    }

    @Test
    void a_disabled_account_refreshes_nothing() {
        house.stores().users().change(ada.id(), new AccountChange.NewState(true), SomeEvents.any());

        assertRefusedAsToken(house, first.refreshToken());
    }

    @Test
    void a_token_that_was_not_made_here_is_refused_without_a_query() {
        Sessions untouched = Interposed.before(Sessions.class, house.stores().sessions(), method -> {
            throw new AssertionError("asked the store: " + method);
        });
        Auth auth = house.builder().sessions(untouched).build();
        String good = first.refreshToken();
        List<String> bad = new ArrayList<>(List.of(
                "",
                "mjr_",
                good.substring(1),
                good + "=",
                good + "A",
                good + " ",
                good.toUpperCase(Locale.ROOT),
                first.accessToken()));
        for (int index = 0; index < good.length(); index++) {
            bad.add(good.substring(0, index) + other(good.charAt(index)) + good.substring(index + 1));
            bad.add(good.substring(0, index));
        }
        for (String token : bad) {
            assertRefused(
                    AuthError.INVALID_TOKEN,
                    () -> auth.refreshSession().handle(new RefreshSession.Command(token, Origin.UNKNOWN)));
        }
    }

    private static char other(char character) {
        return character == 'A' ? 'B' : 'A';
    }

    @Test
    void a_token_has_one_spelling() {
        String good = first.refreshToken();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String start = good.substring(0, good.length() - 1);

        assertThat(alphabet.chars().mapToObj(last -> start + (char) last).filter(token -> !token.equals(good)))
                .allSatisfy(token -> assertRefusedAsToken(house, token));
        assertThat(house.refresh(good).sessionId()).isEqualTo(first.sessionId());
    }

    @Test
    void a_token_of_another_house_is_refused() {
        TestAuth other = TestAuth.strict();
        other.signUp(EMAIL);

        assertRefusedAsToken(house, other.logIn(EMAIL).refreshToken());
    }
}
