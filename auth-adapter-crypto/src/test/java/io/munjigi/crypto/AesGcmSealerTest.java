package io.munjigi.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.munjigi.core.model.SealedBytes;
import io.munjigi.core.model.Secret;
import io.munjigi.core.model.UnsealableException;
import io.munjigi.core.port.SecretSealer;
import io.munjigi.core.testkit.contract.SecretSealerContract;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AesGcmSealerTest implements SecretSealerContract {

    private static final Secret MASTER = Secret.ofText("a master secret of 32 characters");
    private static final Secret NEXT = Secret.ofText("the next master of 32 characters");

    @Override
    public SecretSealer sealer() {
        return AesGcmSealer.under(MASTER);
    }

    @Override
    public SecretSealer strangersSealer() {
        return AesGcmSealer.under(Secret.ofText("a master secret of 32 characterz"));
    }

    /** Computed with Python's hmac (HKDF by hand) and OpenSSL's AES-GCM: what was sealed once has to open for ever. */
    @Test
    void a_seal_is_what_others_compute_for_the_same_nonce() {
        byte[] nonce = HexFormat.of().parseHex("000102030405060708090a0b");
        SecretSealer sealer = AesGcmSealer.under(MASTER, count -> nonce);

        SealedBytes sealed = sealer.seal(Secret.ofText("secret"), "purpose");

        assertThat(HexFormat.of().formatHex(sealed.toBytes()))
                .isEqualTo("01000102030405060708090a0b3550f879e262d22847ef7dac1276769578be024f0218");
    }

    @Test
    void every_flipped_bit_and_every_cut_is_noticed() {
        byte[] sealed = sealer().seal(Secret.ofText("secret"), "purpose").toBytes();

        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertDoesNotOpen(altered);
        }
        for (int length = 0; length < sealed.length; length++) {
            assertDoesNotOpen(Arrays.copyOf(sealed, length));
        }
    }

    private void assertDoesNotOpen(byte[] bytes) {
        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(() -> sealer().open(SealedBytes.of(bytes), "purpose"))
                .withMessageContaining("purpose");
    }

    @Test
    void another_node_with_the_same_master_secret_opens_it() {
        SealedBytes sealed = sealer().seal(Secret.ofText("secret"), "purpose");

        assertThat(AesGcmSealer.under(MASTER).open(sealed, "purpose")).isEqualTo(Secret.ofText("secret"));
    }

    // A new master secret

    @Test
    void a_new_master_secret_opens_what_the_previous_one_sealed_for_the_same_purpose_only() {
        SecretSealer changed = AesGcmSealer.under(NEXT, MASTER);
        SealedBytes sealed = sealer().seal(Secret.ofText("secret"), "purpose");

        assertThat(changed.open(sealed, "purpose")).isEqualTo(Secret.ofText("secret"));
        assertThatExceptionOfType(UnsealableException.class).isThrownBy(() -> changed.open(sealed, "another"));
    }

    @Test
    void only_the_new_master_secret_seals() {
        SealedBytes sealed = AesGcmSealer.under(NEXT, MASTER).seal(Secret.ofText("secret"), "purpose");

        assertThat(AesGcmSealer.under(NEXT, MASTER).open(sealed, "purpose")).isEqualTo(Secret.ofText("secret"));
        assertThat(AesGcmSealer.under(NEXT).open(sealed, "purpose")).isEqualTo(Secret.ofText("secret"));
        assertThatExceptionOfType(UnsealableException.class).isThrownBy(() -> sealer().open(sealed, "purpose"));
    }

    @Test
    void neither_of_two_master_secrets_opens_a_strangers_seal_or_an_altered_one() {
        SecretSealer changed = AesGcmSealer.under(NEXT, MASTER);
        byte[] altered = sealer().seal(Secret.ofText("secret"), "purpose").toBytes();
        altered[altered.length - 1] ^= 1;

        for (SealedBytes sealed : List.of(
                strangersSealer().seal(Secret.ofText("secret"), "purpose"),
                SealedBytes.of(altered),
                SealedBytes.of(new byte[29]))) {
            assertThatExceptionOfType(UnsealableException.class)
                    .isThrownBy(() -> changed.open(sealed, "purpose"))
                    .withMessageContaining("purpose");
        }
    }

    @Test
    void with_two_master_secrets_nonces_come_from_where_they_are_told_to() {
        byte[] nonce = HexFormat.of().parseHex("000102030405060708090a0b");

        SealedBytes sealed = AesGcmSealer.under(MASTER, NEXT, count -> nonce).seal(Secret.ofText("secret"), "purpose");

        assertThat(sealed)
                .isEqualTo(AesGcmSealer.under(MASTER, count -> nonce).seal(Secret.ofText("secret"), "purpose"));
    }

    @Test
    void a_short_master_secret_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AesGcmSealer.under(Secret.of(new byte[31])))
                .withMessageContaining("32");
        assertThatIllegalArgumentException().isThrownBy(() -> AesGcmSealer.under(Secret.of(new byte[31]), MASTER));
        assertThatIllegalArgumentException().isThrownBy(() -> AesGcmSealer.under(MASTER, Secret.of(new byte[31])));
    }

    @Test
    void it_shows_nothing_of_its_key() {
        assertThat(sealer().toString()).doesNotContain("master").matches("[\\w.]+@[0-9a-f]+");
    }
}
