package io.munjigi.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashingTest {

    private static final String SALT = "c2FsdHNhbHRzYWx0c2FsdA";
    private static final String TAG = "DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw";

    private final PasswordHashing hashing = PasswordHashing.argon2id();

    private static PasswordHash argon2id(String parameters) {
        return PasswordHash.of("$argon2id$v=19$" + parameters + "$" + SALT + "$" + TAG);
    }

    private static PasswordHash bcrypt(int cost) {
        return PasswordHash.of("$2b$%02d$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2".formatted(cost));
    }

    /** Made by Debian's argon2 20171227 (the reference implementation), libxcrypt 4.4.33 and Apache's htpasswd 2.4. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "correct_horse $argon2id$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "correct_horse $argon2id$v=16$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$lazRO9kB1X6qFTe6zkRip31wos5N9FUjSO0hT73jr7M",
                "correct_horse $argon2i$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$GRBsh7FJTTzsMpetv5Ux3q9Z9pPGILRq87T8vglu9II",
                "correct_horse $argon2i$v=16$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$eQje2KKrDZ7l8jPEPsPoTX/SnEtpTke2GZKBAthvgwU",
                "correct_horse $argon2i$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$eQje2KKrDZ7l8jPEPsPoTX/SnEtpTke2GZKBAthvgwU",
                "correct_horse $argon2d$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$Kb2t7aHQ2hLThd04YTR6xODgZIEBrxflQkkgvfjH5Sc",
                "correct_horse $argon2d$v=16$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$1Xq01wAjCc7sThIUXYNe42sGpxJ5/uaurcFNCdFN3TU",
                "Grüße-密码-😀 $argon2id$v=19$m=128,t=2,p=4$c29tZXNhbHQ$kxvmRPrqspHYo43fSk/grsWXB2Mp947fL4717ltAkvk",
                "correct_horse $argon2i$v=19$m=256,t=4,p=2$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"
                        + "$TPwCFbk5OQd71noftKtxbnx+ZfR8KJ0GtZZmGsjSaN1u8RZax6dhH8FyyCRhRzzr4o86IOvsI3Zomg4wuxXI8g",
                "correct_horse $2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "correct_horse $2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "correct_horse $2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "Grüße-密码-😀 $2a$06$CCCCCCCCCCCCCCCCCCCCC.mxawWIefFeXhCDecdsfBCLmqbXo9FCe",
                "Grüße-密码-😀 $2b$06$CCCCCCCCCCCCCCCCCCCCC.mxawWIefFeXhCDecdsfBCLmqbXo9FCe",
                "Grüße-密码-😀 $2y$06$CCCCCCCCCCCCCCCCCCCCC.mxawWIefFeXhCDecdsfBCLmqbXo9FCe",
                "é $2a$04$./ABCDEFGHIJKLMNOPQRSedpGZt7C1nVf8Biw0EhzXG1vV07/5lJa",
                "é $2b$04$./ABCDEFGHIJKLMNOPQRSedpGZt7C1nVf8Biw0EhzXG1vV07/5lJa",
                "é $2y$04$./ABCDEFGHIJKLMNOPQRSedpGZt7C1nVf8Biw0EhzXG1vV07/5lJa",
                "Grüße-密码-😀 $2y$05$mPk3x0fu1cAFgoDp3MU3uOWU7HjWZsoeXSmQ048Hfvusi.TILuYBS",
                "'' $2b$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + " $2b$04$abcdefghijklmnopqrstuuBzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe",
            })
    void what_other_tools_hashed_is_verified(String passwordWithoutBlanks, String stored) {
        String password = passwordWithoutBlanks.replace('_', ' ');

        assertThat(hashing.verify(Password.of(password), PasswordHash.of(stored)))
                .isEqualTo(Match.YES);
        assertThat(hashing.verify(Password.of(password + "!"), PasswordHash.of(stored)))
                .isEqualTo(Match.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No hash, or not one that anybody here knows
                "$argon2id$",
                "$argon2id$v=19$m=64,t=3,p=1",
                "$argon2x$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=18$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$t=3,m=64,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=064,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=-64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=0,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=3,p=0$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=3,p=9$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=٦٤,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=3,p=1,data=AAAA$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=3,p=1$$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$",
                "$argon2id$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA==$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKwAA",
                "$argon2id$v=19$m=64,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw\n",
                "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy",
                "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2x",
                "$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n",
                "$2b$5$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2b$xx$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2b$05$abcdefghijklmnopqr+tuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2x$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$6$saltsalt$rounds",
                // Nobody's honest parameters
                "$argon2id$v=19$m=262145,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=4294967295,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=64,t=11,p=1$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$argon2id$v=19$m=1024,t=3,p=17$c2FsdHNhbHRzYWx0c2FsdA$DTdtJLapPYcjgTYHOZxUV3qJmZY3meND8KxSBoxCgKw",
                "$2b$16$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2b$31$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                "$2b$03$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
            })
    void what_is_malformed_or_excessive_is_unreadable(String stored) {
        assertThat(hashing.verify(Password.of("correct horse"), PasswordHash.of(stored)))
                .isEqualTo(Match.UNREADABLE);
        assertThat(hashing.needsReplacement(PasswordHash.of(stored))).isTrue();
        assertThat(hashing.costsLess(PasswordHash.of(stored))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=47104,t=1,p=1",
                "m=19456,t=2,p=1",
                "m=12288,t=3,p=1",
                "m=9216,t=4,p=1",
                "m=7168,t=5,p=1",
                "m=65536,t=3,p=4",
                "m=65536,t=1,p=1",
                "m=7169,t=6,p=2"
            })
    void argon2id_that_is_as_strong_as_ours_stays_and_costs_as_much(String parameters) {
        assertThat(hashing.needsReplacement(argon2id(parameters))).isFalse();
        assertThat(hashing.costsLess(argon2id(parameters))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=47103,t=1,p=1",
                "m=19455,t=2,p=1",
                "m=12287,t=3,p=1",
                "m=9215,t=4,p=1",
                "m=7167,t=5,p=1",
                "m=7167,t=10,p=1",
                "m=19456,t=1,p=1",
                "m=15360,t=2,p=1",
                "m=64,t=3,p=1"
            })
    void argon2id_that_is_weaker_is_replaced(String parameters) {
        assertThat(hashing.needsReplacement(argon2id(parameters))).isTrue();
    }

    @Test
    void another_variant_an_old_version_a_short_salt_and_a_short_tag_are_weaker() {
        String parameters = "m=19456,t=2,p=1$";
        for (String stored : new String[] {
            "$argon2i$v=19$" + parameters + SALT + "$" + TAG,
            "$argon2d$v=19$" + parameters + SALT + "$" + TAG,
            "$argon2id$v=16$" + parameters + SALT + "$" + TAG,
            "$argon2id$" + parameters + SALT + "$" + TAG,
            "$argon2id$v=19$" + parameters + "c29tZXNhbHQ$" + TAG,
            "$argon2id$v=19$" + parameters + SALT + "$" + SALT
        }) {
            assertThat(hashing.needsReplacement(PasswordHash.of(stored)))
                    .as(stored)
                    .isTrue();
        }
    }

    @Test
    void bcrypt_is_another_kind_and_costs_what_its_cost_says() {
        assertThat(hashing.needsReplacement(bcrypt(12))).isTrue();
        assertThat(hashing.costsLess(bcrypt(8))).isTrue();
        assertThat(hashing.costsLess(bcrypt(9))).isFalse();
        assertThat(hashing.costsLess(argon2id("m=19456,t=1,p=1"))).isTrue();
    }

    @Test
    void a_weaker_bcrypt_is_replaced_and_a_stronger_one_stays() {
        PasswordHashing bcrypt = PasswordHashing.bcrypt();

        assertThat(bcrypt.needsReplacement(bcrypt(11))).isTrue();
        assertThat(bcrypt.costsLess(bcrypt(11))).isTrue();
        assertThat(bcrypt.needsReplacement(bcrypt(12))).isFalse();
        assertThat(bcrypt.needsReplacement(bcrypt(13))).isFalse();
        assertThat(bcrypt.costsLess(bcrypt(13))).isFalse();
    }

    @Test
    void an_unpaired_surrogate_is_no_question_mark() {
        assertThat(hashing.verify(Password.of("correct horse \ud800"), hashing.hash(Password.of("correct horse ?"))))
                .isEqualTo(Match.NO);
    }
}
