package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Role;
import io.munjigi.core.model.SessionId;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AccessTokens;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link AccessTokens} must do. */
public interface AccessTokensContract {

    /** The tokens under test. */
    AccessTokens accessTokens();

    /** Tokens of the same kind that somebody else issues, for the same issuer and audience. */
    AccessTokens strangersTokens();

    /** The clock that both go by. */
    SettableClock clock();

    private AccessClaims claims() {
        Instant now = clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return new AccessClaims(
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                new TreeSet<>(Set.of(Role.USER, Role.ADMIN)),
                UUID.randomUUID().toString(),
                now,
                now.plus(Duration.ofMinutes(15)));
    }

    @Test
    default void a_token_says_what_it_was_issued_to_say() {
        AccessClaims claims = claims();

        assertThat(accessTokens().verify(accessTokens().issue(claims))).contains(claims);
    }

    @Test
    default void a_token_without_roles_says_so() {
        AccessClaims some = claims();
        AccessClaims claims = new AccessClaims(
                some.subject(), some.sessionId(), new TreeSet<>(), some.tokenId(), some.issuedAt(), some.expiresAt());

        assertThat(accessTokens().verify(accessTokens().issue(claims))).contains(claims);
    }

    @Test
    default void a_token_is_good_until_it_expires_and_not_three_seconds_longer() {
        AccessClaims claims = claims();
        String token = accessTokens().issue(claims);

        clock().set(claims.expiresAt().minusMillis(1));
        assertThat(accessTokens().verify(token)).isPresent();
        clock().set(claims.expiresAt().plusSeconds(3));
        assertThat(accessTokens().verify(token)).isEmpty();
    }

    @Test
    default void a_token_from_the_future_is_not_good_yet() {
        String token = accessTokens().issue(claims());

        clock().advance(Duration.ofSeconds(-70));
        assertThat(accessTokens().verify(token)).isEmpty();
    }

    @Test
    default void a_strangers_token_is_not_good() {
        assertThat(accessTokens().verify(strangersTokens().issue(claims()))).isEmpty();
    }

    @Test
    default void no_other_spelling_of_a_token_is_good() {
        String token = accessTokens().issue(claims());

        for (String other : List.of(
                token + " ",
                " " + token,
                token + "\n",
                token + "=",
                token + "\0",
                token + ".",
                "." + token,
                token.substring(1),
                token.substring(0, token.length() - 1),
                token + "A",
                token.toUpperCase(Locale.ROOT))) {
            assertThat(accessTokens().verify(other)).as(other).isEmpty();
        }
    }

    @Test
    default void what_is_no_token_is_not_good() {
        for (String text :
                List.of("", ".", "..", "...", "a.b.c", "\0", "\ud800", "null", "x".repeat(100_000), "e30.e30.")) {
            assertThat(accessTokens().verify(text)).isEmpty();
        }
    }

    @Test
    default void what_was_good_is_good_after_the_keys_were_read_again() {
        AccessClaims claims = claims();
        String before = accessTokens().issue(claims);

        accessTokens().reloadKeys();

        assertThat(accessTokens().verify(before)).contains(claims);
        assertThat(accessTokens().verify(accessTokens().issue(claims))).contains(claims);
        assertThat(accessTokens().verify(strangersTokens().issue(claims))).isEmpty();
    }

    @Test
    default void no_token_suffers_while_many_read_the_keys_again() {
        AccessClaims claims = claims();
        AccessTokens tokens = accessTokens();
        String keySet = tokens.keySet();

        List<Boolean> good = Race.of(6, number -> {
            for (int round = 0; round < 20; round++) {
                if (number % 2 == 0) {
                    tokens.reloadKeys();
                } else if (!tokens.verify(tokens.issue(claims)).equals(Optional.of(claims))) {
                    return false;
                }
            }
            return tokens.keySet().equals(keySet);
        });

        assertThat(good).containsOnly(true);
    }

    @Test
    default void the_key_set_is_a_json_object_with_keys() {
        assertThat(accessTokens().keySet()).startsWith("{\"keys\":[").endsWith("]}");
    }
}
