package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.port.SealedSecrets;
import io.munjigi.core.testkit.Race;
import java.util.List;
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
}
