package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Revocation;
import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.SigningKey;
import io.munjigi.core.port.Revocations;
import io.munjigi.core.port.SigningKeys;
import io.munjigi.core.testkit.Race;
import io.munjigi.core.testkit.SomeEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeys} must do. */
public interface SigningKeysContract {

    /** A store without keys, at the start of each test; afterwards the same. */
    SigningKeys signingKeys();

    /** The record of revocations beside it; each test may find others' news in it. */
    Revocations revocations();

    private List<Revocation> newsOfKeys() {
        List<Revocation> news = new ArrayList<>();
        revocations().read(null, news::add);
        news.removeIf(one -> one.of() != Revocation.Of.SIGNING_KEYS);
        return news;
    }

    private void assertNoNewsOf(Runnable work) {
        List<Revocation> before = newsOfKeys();
        work.run();
        assertThat(newsOfKeys()).containsExactlyInAnyOrderElementsOf(before);
    }

    private void assertNewsOf(Runnable work) {
        List<Revocation> before = newsOfKeys();
        work.run();
        assertThat(newsOfKeys()).containsAll(before).hasSize(before.size() + 1).doesNotHaveDuplicates();
    }

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

        assertThat(signingKeys().append(first, SomeEvents.any())).isTrue();
        assertThat(signingKeys().append(second, SomeEvents.any())).isTrue();

        assertThat(signingKeys().all()).containsExactly(first, second);
    }

    @Test
    default void a_key_whose_number_is_taken_is_refused_and_nothing_changes() {
        SigningKey first = key(1);
        signingKeys().append(first, SomeEvents.any());

        assertThat(signingKeys().append(key(1), SomeEvents.any())).isFalse();

        assertThat(signingKeys().all()).containsExactly(first);
    }

    @Test
    default void of_many_who_race_to_append_the_first_key_one_does() {
        List<SigningKey> racers = List.of(key(1), key(1), key(1), key(1), key(1), key(1));

        List<Boolean> appended =
                Race.of(racers.size(), number -> signingKeys().append(racers.get(number), SomeEvents.any()));

        assertThat(appended).containsOnlyOnce(true);
        assertThat(signingKeys().all()).containsExactly(racers.get(appended.indexOf(true)));
    }

    @Test
    default void an_appended_key_is_news_and_a_refused_one_is_not() {
        assertNewsOf(() -> signingKeys().append(key(1), SomeEvents.any()));
        assertNewsOf(() -> signingKeys().append(key(2), SomeEvents.any()));
        assertNoNewsOf(() -> signingKeys().append(key(2), SomeEvents.any()));
    }

    @Test
    default void a_removed_key_is_gone_and_is_news() {
        SigningKey first = key(1);
        SigningKey second = key(2);
        signingKeys().append(first, SomeEvents.any());
        signingKeys().append(second, SomeEvents.any());

        assertNewsOf(() -> assertThat(signingKeys().remove(first.keyId(), null, SomeEvents.any()))
                .isTrue());
        assertThat(signingKeys().all()).containsExactly(second);

        assertNoNewsOf(() -> assertThat(signingKeys().remove(first.keyId(), key(3), SomeEvents.any()))
                .isFalse());
        assertThat(signingKeys().all()).containsExactly(second);
    }

    @Test
    default void a_key_gives_place_to_its_successor_in_one_step() {
        SigningKey first = key(1);
        SigningKey second = key(2);
        SigningKey third = key(3);
        signingKeys().append(first, SomeEvents.any());
        signingKeys().append(second, SomeEvents.any());

        assertNewsOf(() -> assertThat(signingKeys().remove(first.keyId(), third, SomeEvents.any()))
                .isTrue());

        assertThat(signingKeys().all()).containsExactly(second, third);
    }

    @Test
    default void a_key_whose_successors_number_is_taken_stays() {
        SigningKey first = key(1);
        SigningKey second = key(2);
        signingKeys().append(first, SomeEvents.any());
        signingKeys().append(second, SomeEvents.any());

        assertNoNewsOf(() -> assertThat(signingKeys().remove(first.keyId(), key(2), SomeEvents.any()))
                .isFalse());

        assertThat(signingKeys().all()).containsExactly(first, second);
    }

    @Test
    default void whoever_reads_while_keys_are_replaced_finds_one() {
        signingKeys().append(key(1), SomeEvents.any());

        List<Boolean> done = Race.of(2, number -> {
            for (int i = 2; i <= 20; i++) {
                SigningKey found = signingKeys().all().stream().findFirst().orElseThrow();
                if (number == 0 && !signingKeys().remove(found.keyId(), key(i), SomeEvents.any())) {
                    return false;
                }
            }
            return true;
        });

        assertThat(done).containsOnly(true);
        assertThat(signingKeys().all()).extracting(SigningKey::number).containsExactly(20);
    }

    @RepeatedTest(5)
    default void of_many_who_race_to_replace_a_key_one_does() {
        SigningKey first = key(1);
        signingKeys().append(first, SomeEvents.any());
        List<SigningKey> racers = List.of(key(2), key(2), key(3), key(3), key(4), key(4));

        List<Boolean> replaced = Race.of(
                racers.size(), number -> signingKeys().remove(first.keyId(), racers.get(number), SomeEvents.any()));

        assertThat(replaced).containsOnlyOnce(true);
        assertThat(signingKeys().all()).containsExactly(racers.get(replaced.indexOf(true)));
        signingKeys().remove(racers.get(replaced.indexOf(true)).keyId(), null, SomeEvents.any());
    }

    @Test
    default void a_key_can_be_sealed_anew_which_is_no_news() {
        SigningKey first = key(1);
        SigningKey second = key(2);
        signingKeys().append(first, SomeEvents.any());
        signingKeys().append(second, SomeEvents.any());
        SealedBytes replacement = SealedBytes.of(new byte[] {9, 9});

        assertNoNewsOf(() -> assertThat(signingKeys().reseal(first.keyId(), first.sealedPrivateKey(), replacement))
                .isTrue());

        assertThat(signingKeys().all()).containsExactly(first.sealedAs(replacement), second);
        assertThat(signingKeys().reseal(first.keyId(), first.sealedPrivateKey(), SealedBytes.of(new byte[] {8})))
                .isFalse();
        assertThat(signingKeys().reseal("nobody's", first.sealedPrivateKey(), replacement))
                .isFalse();
        assertThat(signingKeys().all()).containsExactly(first.sealedAs(replacement), second);
    }
}
