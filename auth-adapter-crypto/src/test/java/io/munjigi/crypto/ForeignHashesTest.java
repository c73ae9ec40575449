package io.munjigi.crypto;

import static io.munjigi.crypto.ForeignVectors.beginningWith;
import static io.munjigi.crypto.ForeignVectors.keycloak;
import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher.Legibility;
import io.munjigi.core.port.PasswordHasher.Match;
import io.munjigi.crypto.ForeignVectors.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hashes that other systems made. What is refused of them is in {@link RefusedHashesTest}. */
class ForeignHashesTest {

    private final PasswordHashing hashing = PasswordHashing.argon2id();

    static Stream<Vector> vectors() {
        return ForeignVectors.all();
    }

    private Match verify(String password, String stored) {
        return hashing.verify(Password.of(password), PasswordHash.of(stored));
    }

    private boolean costsLess(String stored) {
        return hashing.costsLess(PasswordHash.of(stored));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void what_another_system_hashed_is_verified_and_to_be_replaced(Vector vector) {
        assertThat(hashing.examine(vector.stored())).isEqualTo(Legibility.READABLE);
        assertThat(hashing.verify(vector.password(), vector.stored())).isEqualTo(Match.YES);
        assertThat(verify(vector.passwordText() + "!", vector.encoded())).isEqualTo(Match.NO);
        assertThat(hashing.needsReplacement(vector.stored())).isTrue();
        assertThat(PasswordHashing.bcrypt().needsReplacement(vector.stored())).isTrue();
    }

    @Test
    void whichever_algorithm_is_current_all_are_verified() {
        String django = beginningWith("pbkdf2_sha256$260000");

        assertThat(PasswordHashing.bcrypt().verify(Password.of("correct horse"), PasswordHash.of(django)))
                .isEqualTo(Match.YES);
    }

    @Test
    void no_password_and_one_that_is_no_text_are_wrong_and_nothing_worse() {
        for (String stored : new String[] {
            beginningWith("$pbkdf2-sha256$i=1000"),
            beginningWith("$pbkdf2-sha256$1000"),
            beginningWith("$scrypt$ln=8"),
            beginningWith("$firescrypt$"),
            beginningWith("$P$"),
            beginningWith("{SSHA}"),
            beginningWith("{SSHA512}"),
            beginningWith("AQAAAAIAAAAyAAAAEOMwvh3"),
            keycloak("pbkdf2"),
            keycloak("argon2")
        }) {
            assertThat(verify("", stored)).as(stored).isEqualTo(Match.NO);
            assertThat(verify("correct horse \ud800", stored)).as(stored).isEqualTo(Match.NO);
        }
    }

    /** The hash is libxcrypt's. */
    @Test
    void bcrypt_within_springs_braces_lets_nobody_in_by_the_first_72_bytes() {
        String stored = "{bcrypt}$2b$04$abcdefghijklmnopqrstuuBzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe";

        assertThat(verify("a".repeat(72), stored)).isEqualTo(Match.YES);
        assertThat(verify("a".repeat(73), stored)).isEqualTo(Match.NO);
    }

    @Test
    void a_scheme_of_ldap_may_be_written_in_any_case() {
        String lowerCase = beginningWith("{SSHA}").replace("{SSHA}", "{ssha}");

        assertThat(verify("correct horse", lowerCase)).isEqualTo(Match.YES);
    }

    @Test
    void a_phc_string_may_leave_the_length_out() {
        String shorter = beginningWith("$pbkdf2-sha256$i=10000").replace(",l=32", "");

        assertThat(verify("correct horse", shorter)).isEqualTo(Match.YES);
    }

    @Test
    void scrypt_computes_with_whatever_small_parameters_are_read() {
        for (int logN = 1; logN <= 6; logN++) {
            for (int blockSize : new int[] {1, 3, 33, 64}) {
                for (int lanes : new int[] {1, 3, 64}) {
                    String work = "ln=" + logN + ",r=" + blockSize + ",p=" + lanes;
                    assertThat(verify("x", beginningWith("$scrypt$").replace("ln=16,r=8,p=1", work)))
                            .as(work)
                            .isEqualTo(Match.NO);
                }
            }
        }
    }

    @Test
    void a_keycloak_credential_may_have_members_that_nobody_knows_or_no_type() {
        String credential = keycloak("argon2");

        assertThat(verify(
                        "correct horse", credential.replace("{\"id\"", "{\"userLabel\":null,\"x\":{\"y\":[1]},\"id\"")))
                .isEqualTo(Match.YES);
        assertThat(verify("correct horse", credential.replace("\"type\":\"password\",", "")))
                .isEqualTo(Match.YES);
    }

    /** A current hash is reckoned to take 25 ms. A derived key of 64 bytes costs SHA-1 four blocks and SHA-256 two. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | $pbkdf2-sha256$i=56000$c2l4dGVlbiBieXRlcyBvaw$9GfkGxUjzkHlVrOjDSx6MlY+a2bvyg2mlg1eJTF2YdY",
                "false | $pbkdf2-sha256$i=57000$c2l4dGVlbiBieXRlcyBvaw$9GfkGxUjzkHlVrOjDSx6MlY+a2bvyg2mlg1eJTF2YdY",
                "true | pbkdf2_sha1$75000$BTbEE1G7P21NyYYAosRGQq$140R25nqHl3KGr3GH4qpP6z9caA=",
                "false | pbkdf2_sha1$76000$BTbEE1G7P21NyYYAosRGQq$140R25nqHl3KGr3GH4qpP6z9caA=",
                "true | $scrypt$ln=13,r=8,p=1$eU/pnbM25lyrVar1Psd4jw$6f+MgQHeVekagV3ABiFJDfBYTbXL6gq3KbO/jQb0/VI",
                "false | $scrypt$ln=13,r=8,p=2$eU/pnbM25lyrVar1Psd4jw$6f+MgQHeVekagV3ABiFJDfBYTbXL6gq3KbO/jQb0/VI",
                "true | $P$Fo79EYhqxI1sFa5tgv/HDVZZqFexDg/",
                "false | $P$Go79EYhqxI1sFa5tgv/HDVZZqFexDg/",
                "true | {SSHA}49bj/2gVZp8TH6+D5QZueg7jOamnplS2"
            })
    void what_is_cheaper_than_a_current_hash_is_known_to_be(boolean cheaper, String stored) {
        assertThat(hashing.examine(PasswordHash.of(stored))).isEqualTo(Legibility.READABLE);
        assertThat(costsLess(stored)).isEqualTo(cheaper);
    }

    @Test
    void each_block_of_a_derived_key_counts() {
        String sha1 = keycloak("pbkdf2");
        String sha512 = keycloak("pbkdf2-sha512");

        assertThat(costsLess(sha1.replace(":1000,", ":18000,"))).isTrue();
        assertThat(costsLess(sha1.replace(":1000,", ":19000,"))).isFalse();
        assertThat(costsLess(sha512.replace(":210000,", ":22000,"))).isTrue();
        assertThat(costsLess(sha512.replace(":210000,", ":23000,"))).isFalse();
    }

    @Test
    void the_usual_parameters_of_other_systems_cost_what_they_cost() {
        assertThat(costsLess(beginningWith("$firescrypt$"))).isFalse();
        assertThat(costsLess(beginningWith("{pbkdf2@SpringSecurity_v5_8}"))).isFalse();
        assertThat(costsLess(beginningWith("{scrypt}"))).isFalse();
        assertThat(costsLess(keycloak("argon2"))).isFalse();
        assertThat(costsLess(beginningWith("{argon2}"))).isTrue();
        assertThat(costsLess(beginningWith("$H$9"))).isTrue();
    }
}
