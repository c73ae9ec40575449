package io.munjigi.crypto;

import static io.munjigi.crypto.SomeKeys.FIRST;
import static io.munjigi.crypto.SomeKeys.SEALER;
import static io.munjigi.crypto.SomeKeys.STRANGERS;
import static io.munjigi.crypto.SomeKeys.moved;
import static io.munjigi.crypto.SomeKeys.storeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.AccessClaims;
import io.munjigi.core.model.Secret;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.SettableClock;
import io.munjigi.core.testkit.SomeEvents;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A token that was found good is not verified again, and is never taken for longer than if it were. */
class VerifiedTokensTest {

    private static final TokenProfile PROFILE = new TokenProfile("https://auth.example.org", "munjigi");
    private static final Secret SECRET = Secret.ofText("0123456789abcdef0123456789abcdef");

    private final SettableClock clock = SettableClock.standing();
    private final NimbusAccessTokens tokens = NimbusAccessTokens.withSharedSecret(PROFILE, SECRET, clock);
    private final KeyRing ring = KeyRing.ofSharedSecret(SECRET);

    private AccessClaims claims() {
        return SomeTokens.claims(clock.instant(), Duration.ofMinutes(15));
    }

    @Test
    void it_is_the_same_verdict_the_second_time() {
        AccessClaims claims = claims();
        String token = tokens.issue(claims);
        AccessClaims first = tokens.verify(token).orElseThrow();

        assertThat(first).isEqualTo(claims);
        assertThat(tokens.verify(new String(token.toCharArray())).orElseThrow())
                .as("not read again")
                .isSameAs(first);
    }

    @Test
    void it_is_good_no_longer_than_it_says() {
        AccessClaims claims = claims();
        String token = tokens.issue(claims);
        assertThat(tokens.verify(token)).isPresent();

        clock.set(claims.expiresAt().plus(AccessClaims.LEEWAY).minusNanos(1));
        assertThat(tokens.verify(token)).isPresent();
        clock.set(claims.expiresAt().plus(AccessClaims.LEEWAY));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void it_is_no_good_for_a_clock_that_was_set_back_too_far() {
        String token = tokens.issue(claims());
        assertThat(tokens.verify(token)).isPresent();

        clock.set(clock.instant().minus(Duration.ofSeconds(62)));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void it_is_no_good_once_its_key_is_gone() {
        SigningKeys store = storeOf(FIRST);
        NimbusAccessTokens stored = NimbusAccessTokens.withStoredKeys(PROFILE, store, SEALER, clock);
        String token = stored.issue(claims());
        assertThat(stored.verify(token)).isPresent();

        store.remove(FIRST.keyId(), moved(STRANGERS, 2, clock.instant()), SomeEvents.any());
        stored.reloadKeys();

        assertThat(stored.verify(token)).isEmpty();
    }

    @Test
    void another_spelling_of_it_is_no_good_still() {
        String token = tokens.issue(claims());
        assertThat(tokens.verify(token)).isPresent();

        for (String other : new String[] {token + "=", token + " ", " " + token, token + "\0", token.substring(1)}) {
            assertThat(tokens.verify(other)).isEmpty();
        }
    }

    @Test
    void what_is_no_good_is_not_kept_but_verified_each_time() {
        String token = tokens.issue(claims());
        String forged = token.substring(0, token.length() - 4) + "AAAA";

        assertThat(tokens.verify(forged)).isEmpty();
        assertThat(tokens.verify(forged)).isEmpty();

        assertThat(tokens.known()).isZero();
        assertThat(tokens.verified()).isEqualTo(2);
    }

    @Test
    void there_are_no_more_of_them_than_there_may_be() {
        VerifiedTokens verified = new VerifiedTokens(10);

        for (int number = 0; number < 1_000; number++) {
            verified.keep("token " + number, claims(), ring, clock.instant());
        }

        assertThat(verified.size()).isBetween(1L, 10L);
    }

    @Test
    void what_does_not_hold_any_more_takes_no_room() {
        VerifiedTokens verified = new VerifiedTokens(10);
        verified.keep("token", claims(), ring, clock.instant());

        assertThat(verified.claims("token", KeyRing.ofSharedSecret(SECRET), clock.instant()))
                .as("under other keys")
                .isEmpty();
        assertThat(verified.size()).isZero();
    }
}
