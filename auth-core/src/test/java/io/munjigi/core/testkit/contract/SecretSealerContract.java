package io.munjigi.core.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.port.SecretSealer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link SecretSealer} must do. */
public interface SecretSealerContract {

    /** The sealer under test. */
    SecretSealer sealer();

    /** A sealer with another master secret. */
    SecretSealer strangersSealer();

    @Test
    default void what_was_sealed_opens_for_its_purpose() {
        for (Secret secret : new Secret[] {Secret.ofText("s"), Secret.of(new byte[0]), Secret.of(new byte[5000])}) {
            assertThat(sealer().open(sealer().seal(secret, "purpose"), "purpose"))
                    .isEqualTo(secret);
        }
    }

    @Test
    default void no_two_seals_are_alike_and_none_shows_its_secret() {
        Secret secret = Secret.ofText("a secret of some length");

        SealedBytes sealed = sealer().seal(secret, "purpose");

        assertThat(sealer().seal(secret, "purpose")).isNotEqualTo(sealed);
        assertThat(new String(sealed.toBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("a secret of");
    }

    @Test
    default void it_opens_for_no_other_purpose_and_nobody_else() {
        SealedBytes sealed = sealer().seal(Secret.ofText("secret"), "purpose");

        assertThatExceptionOfType(UnsealableException.class).isThrownBy(() -> sealer().open(sealed, "other"));
        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(() -> strangersSealer().open(sealed, "purpose"));
    }

    @Test
    default void what_was_altered_or_never_sealed_does_not_open() {
        byte[] sealed = sealer().seal(Secret.ofText("secret"), "purpose").toBytes();

        IntStream.range(0, sealed.length).forEach(index -> {
            byte[] altered = sealed.clone();
            altered[index] ^= 1;
            assertThatExceptionOfType(UnsealableException.class)
                    .isThrownBy(() -> sealer().open(SealedBytes.of(altered), "purpose"));
        });
        for (int length : new int[] {0, 1, 12, 13, 29, 1000}) {
            assertThatExceptionOfType(UnsealableException.class)
                    .isThrownBy(() -> sealer().open(SealedBytes.of(new byte[length]), "purpose"));
        }
    }
}
