package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.Race;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeys} must do. */
public interface SigningKeysContract {

    /** A store without keys, at the start of each test; afterwards the same. */
    SigningKeys signingKeys();

    private static SigningKey key(int number) {
        return new SigningKey(
                number,
                UUID.randomUUID().toString(),
                "RS256",
                "{\"kty\":\"RSA\",\"n\":\"" + "x".repeat(600) + "\"}",
                SealedBytes.of(new byte[] {0, 1, -1, (byte) number}),
                Instant.parse("2026-11-23T09:15:00.123456Z"),
                Instant.parse("2026-11-23T09:25:00.123456Z"));
    }

    @Test
    default void there_are_none_at_first() {
        assertThat(signingKeys().all()).isEmpty();
    }

    @Test
    default void keys_are_kept_as_given_and_in_order() {
        SigningKey first = key(1);
        SigningKey second = key(2);

        assertThat(signingKeys().append(first)).isTrue();
        assertThat(signingKeys().append(second)).isTrue();

        assertThat(signingKeys().all()).containsExactly(first, second);
    }

    @Test
    default void a_key_whose_number_is_taken_is_refused_and_nothing_changes() {
        SigningKey first = key(1);
        signingKeys().append(first);

        assertThat(signingKeys().append(key(1))).isFalse();

        assertThat(signingKeys().all()).containsExactly(first);
    }

    @Test
    default void of_many_who_race_to_append_the_first_key_one_does() {
        List<SigningKey> racers = List.of(key(1), key(1), key(1), key(1), key(1), key(1));

        List<Boolean> appended = Race.of(racers.size(), number -> signingKeys().append(racers.get(number)));

        assertThat(appended).containsOnlyOnce(true);
        assertThat(signingKeys().all()).containsExactly(racers.get(appended.indexOf(true)));
    }
}
