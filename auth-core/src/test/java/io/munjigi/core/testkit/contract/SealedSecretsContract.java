package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.testkit.Race;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link SealedSecrets} must do. */
public interface SealedSecretsContract {

    /** A store that keeps nothing, at the start of each test; afterwards the same. */
    SealedSecrets sealedSecrets();

    private static SealedBytes sealed(int number) {
        return SealedBytes.of(new byte[] {0, -1, (byte) number});
    }

    @Test
    default void the_first_candidate_is_kept_for_ever() {
        assertThat(sealedSecrets().keep("purpose", sealed(1))).isEqualTo(sealed(1));
        assertThat(sealedSecrets().keep("purpose", sealed(2))).isEqualTo(sealed(1));
    }

    @Test
    default void each_purpose_has_its_own() {
        assertThat(sealedSecrets().keep("one-purpose", sealed(1))).isEqualTo(sealed(1));
        assertThat(sealedSecrets().keep("other-purpose", sealed(2))).isEqualTo(sealed(2));
    }

    @Test
    default void all_who_race_for_one_purpose_get_the_same() {
        List<SealedBytes> kept = Race.of(16, number -> sealedSecrets().keep("purpose", sealed(number)));

        assertThat(kept).containsOnly(sealedSecrets().keep("purpose", sealed(99)));
        assertThat(kept).doesNotContain(sealed(99));
    }

    @Test
    default void all_that_is_kept_is_found_by_purpose() {
        assertThat(sealedSecrets().all()).isEmpty();
        sealedSecrets().keep("one-purpose", sealed(1));
        sealedSecrets().keep("other-purpose", sealed(2));

        assertThat(sealedSecrets().all())
                .containsExactlyInAnyOrderEntriesOf(Map.of("one-purpose", sealed(1), "other-purpose", sealed(2)));
    }

    @Test
    default void a_new_seal_takes_the_place_of_the_expected_one_only() {
        sealedSecrets().keep("one-purpose", sealed(1));
        sealedSecrets().keep("other-purpose", sealed(1));

        assertThat(sealedSecrets().reseal("one-purpose", sealed(1), sealed(2))).isTrue();
        assertThat(sealedSecrets().reseal("one-purpose", sealed(1), sealed(3))).isFalse();
        assertThat(sealedSecrets().reseal("no-purpose", sealed(1), sealed(3))).isFalse();

        assertThat(sealedSecrets().all())
                .containsExactlyInAnyOrderEntriesOf(Map.of("one-purpose", sealed(2), "other-purpose", sealed(1)));
    }

    @Test
    default void of_many_who_race_to_seal_anew_one_does() {
        sealedSecrets().keep("purpose", sealed(0));

        List<Boolean> resealed = Race.of(8, number -> sealedSecrets().reseal("purpose", sealed(0), sealed(number + 1)));

        assertThat(resealed).containsOnlyOnce(true);
        assertThat(sealedSecrets().all()).containsValue(sealed(resealed.indexOf(true) + 1));
    }
}
