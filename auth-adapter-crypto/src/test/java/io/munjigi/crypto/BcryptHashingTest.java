package io.munjigi.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher;
import io.munjigi.core.port.PasswordHasher.Match;
import io.munjigi.core.testkit.contract.PasswordHasherContract;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** At a low cost, but where the cost is the matter. */
class BcryptHashingTest implements PasswordHasherContract {

    @Override
    public PasswordHasher hasher() {
        return ofCost(6);
    }

    @Override
    public PasswordHash weakHashOf(Password password) {
        return ofCost(4).hash(password);
    }

    @Override
    public PasswordHash tooCostlyHash() {
        return PasswordHash.of(
                ofCost(4).hash(Password.of("correct horse")).reveal().replace("$04$", "$16$"));
    }

    private static PasswordHasher ofCost(int cost) {
        return new PasswordHashing(new BcryptScheme(cost, new SystemRandomness()));
    }

    @Test
    void a_hash_is_a_modular_crypt_string_of_cost_12() {
        assertThat(PasswordHashing.bcrypt().hash(Password.of("correct horse")).reveal())
                .matches("\\$2b\\$12\\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31}");
    }

    @Test
    void a_hash_is_what_crypt_makes_of_the_same_salt() {
        byte[] salt = HexFormat.of().parseHex("10410410410410410410410410410410");
        PasswordHasher salted = new PasswordHashing(new BcryptScheme(6, count -> salt));

        assertThat(salted.hash(Password.of("Grüße-密码-😀")).reveal())
                .isEqualTo("$2b$06$CCCCCCCCCCCCCCCCCCCCC.mxawWIefFeXhCDecdsfBCLmqbXo9FCe");
    }

    @Test
    void the_73rd_byte_is_not_cut_off_but_refused() {
        PasswordHash hash = hasher().hash(Password.of("é".repeat(36)));

        assertThat(hasher().maxPasswordBytes()).isEqualTo(72);
        assertThat(hasher().verify(Password.of("é".repeat(36)), hash)).isEqualTo(Match.YES);
        assertThat(hasher().verify(Password.of("é".repeat(36) + "x"), hash)).isEqualTo(Match.NO);
        assertThat(hasher().verify(Password.of("é".repeat(600)), hash)).isEqualTo(Match.NO);
        assertThat(PasswordHashing.argon2id().verify(Password.of("é".repeat(36) + "x"), hash))
                .isEqualTo(Match.NO);
    }

    @Test
    void the_other_names_of_the_same_algorithm_are_not_replaced() {
        String hash = hasher().hash(Password.of("correct horse")).reveal();

        assertThat(hasher().needsReplacement(PasswordHash.of(hash.replace("$2b$", "$2a$"))))
                .isFalse();
        assertThat(hasher().needsReplacement(PasswordHash.of(hash.replace("$2b$", "$2y$"))))
                .isFalse();
    }

    @Test
    void argon2id_is_another_kind_and_is_replaced() {
        PasswordHash hash = PasswordHashing.argon2id().hash(Password.of("correct horse"));

        assertThat(hasher().verify(Password.of("correct horse"), hash)).isEqualTo(Match.YES);
        assertThat(hasher().needsReplacement(hash)).isTrue();
        assertThat(PasswordHashing.bcrypt().costsLess(hash)).isTrue();
    }
}
