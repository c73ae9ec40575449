package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.testkit.contract.PasswordHasherContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Argon2idHashingTest implements PasswordHasherContract {

    @Override
    public PasswordHasher hasher() {
        return PasswordHashing.argon2id();
    }

    @Override
    public PasswordHash weakHashOf(Password password) {
        return new PasswordHashing(new BcryptScheme(4, new SystemRandomness())).hash(password);
    }

    @Override
    public PasswordHash tooCostlyHash() {
        String hash = hasher().hash(Password.of("correct horse")).reveal();
        return PasswordHash.of(hash.replace("m=19456", "m=4194304"));
    }

    @Test
    void a_hash_is_a_phc_string_with_owasps_parameters() {
        assertThat(hasher().hash(Password.of("correct horse")).reveal())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void a_hash_is_what_the_reference_implementation_makes_of_the_same_salt() {
        PasswordHasher salted =
                PasswordHashing.argon2id(count -> Arrays.copyOf("saltsaltsaltsalt".getBytes(US_ASCII), count));

        assertThat(salted.hash(Password.of("correct horse")).reveal())
                .isEqualTo("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA"
                        + "$AdweBLwcflnNX2HVW8i1Mtu7frrn4Ki7h/rYSGuU7Is");
    }

    @Test
    void a_password_may_have_as_many_bytes_as_any() {
        assertThat(hasher().maxPasswordBytes()).isEqualTo(Password.MAX_BYTES);
    }
}
