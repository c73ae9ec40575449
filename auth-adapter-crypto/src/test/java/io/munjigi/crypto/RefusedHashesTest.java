package io.munjigi.crypto;

import static io.munjigi.crypto.ForeignVectors.beginningWith;
import static io.munjigi.crypto.ForeignVectors.keycloak;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.munjigi.core.model.Password;
import io.munjigi.core.model.PasswordHash;
import io.munjigi.core.port.PasswordHasher.Legibility;
import io.munjigi.core.port.PasswordHasher.Match;
import io.munjigi.crypto.ForeignVectors.Vector;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes that are said to be from elsewhere and are malformed, of no known kind, or ask too much. */
class RefusedHashesTest {

    private static final String SALT = "c2l4dGVlbiBieXRlcyBvaw";
    private static final String KEY = "9GfkGxUjzkHlVrOjDSx6MlY+a2bvyg2mlg1eJTF2YdY";

    private final PasswordHashing hashing = PasswordHashing.argon2id();

    static Stream<Vector> vectors() {
        return ForeignVectors.all();
    }

    private void assertRefused(String stored, Legibility why) {
        PasswordHash hash = PasswordHash.of(stored);
        assertThat(hashing.examine(hash)).as(stored).isEqualTo(why);
        assertThat(hashing.verify(Password.of("correct horse"), hash))
                .as(stored)
                .isEqualTo(Match.UNREADABLE);
        assertThat(hashing.needsReplacement(hash)).as(stored).isTrue();
        assertThat(hashing.costsLess(hash)).as(stored).isTrue();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_hash_with_a_character_too_few_or_too_many_is_none(Vector vector) {
        String whole = vector.encoded();
        for (String broken : List.of(
                whole.substring(0, whole.length() - 1),
                whole.substring(1),
                " " + whole,
                whole + "\n",
                whole + " ",
                whole + "$",
                whole + "=",
                whole + "\0")) {
            assertRefused(broken, Legibility.UNKNOWN);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void however_early_a_hash_ends_it_is_looked_at_without_failure(Vector vector) {
        for (int length = 0; length < vector.encoded().length(); length++) {
            String cut = vector.encoded().substring(0, length);
            assertThat(hashing.examine(PasswordHash.of(cut))).as(cut).isIn(Legibility.UNKNOWN, Legibility.READABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // PBKDF2: digests, numbers, lengths, alphabets
                "$pbkdf2-sha224$i=1000,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-SHA256$i=1000,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=0,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=01000,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=-1000,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=99999999999,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=٩٩٩,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=1000,l=31$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$l=32,i=1000$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=1000,l=32$$" + KEY,
                "$pbkdf2-sha256$i=1000,l=32$" + SALT + "$",
                "$pbkdf2-sha256$i=1000,l=32$" + SALT + "$" + KEY + "=",
                "$pbkdf2-sha256$i=1000,l=15$" + SALT + "$AAAAAAAAAAAAAAAAAAAA",
                "$pbkdf2-sha256$i=1000,l=32$" + SALT + "$9GfkGxUjzkHlVrOjDSx6MlY.a2bvyg2mlg1eJTF2YdY",
                "$pbkdf2-sha256$i=1000,l=32$" + SALT + "$9GfkGxUjzkHlVrOjDSx6MlY+a2bvyg2mlg1eJTF2YdZ",
                "$pbkdf2-sha256$1000$" + SALT + "$" + KEY,
                "$pbkdf2-sha512$1000$ubd27p2Tsta615qTUup9Dw$jkulQ.VLGJnqUU/IHdGUe/FJJb.uW0xv6Hs.xlwvS6g",
                "$pbkdf2-sha256$99999999999$ubd27p2Tsta615qTUup9Dw$jkulQ.VLGJnqUU/IHdGUe/FJJb.uW0xv6Hs.xlwvS6g",
                "pbkdf2_sha256$1000$$i6eGeGvhtY5QcrbqEZb6rEb0S+vq9YX6EFhOIEIYy/4=",
                "pbkdf2_sha512$1000$erpuqkaaV3eS0zZdClbJ55$i6eGeGvhtY5QcrbqEZb6rEb0S+vq9YX6EFhOIEIYy/4=",
                "pbkdf2_sha1$1000$erpuqkaaV3eS0zZdClbJ55$i6eGeGvhtY5QcrbqEZb6rEb0S+vq9YX6EFhOIEIYy/4=",
                "pbkdf2_sha256$1000$salt with blanks$i6eGeGvhtY5QcrbqEZb6rEb0S+vq9YX6EFhOIEIYy/4=",
                "pbkdf2_sha256$99999999999$erpuqkaaV3eS0zZdClbJ55$i6eGeGvhtY5QcrbqEZb6rEb0S+vq9YX6EFhOIEIYy/4=",
                // scrypt
                "$scrypt$ln=0,r=8,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=14,r=0,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=14,r=8,p=0$" + SALT + "$" + KEY,
                "$scrypt$ln=16,r=1,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=14,r=8,p=99999999999$" + SALT + "$" + KEY,
                "$scrypt$ln=100,r=8,p=1$" + SALT + "$" + KEY,
                "$scrypt$r=8,ln=14,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=14,r=8,p=1$" + SALT + "$" + KEY + "A",
                "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SA$Bw==$jxspr8Ki0RYycVU8zykbdA==",
                "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$AAAA$Bw==$AAAA",
                "$firescrypt$ln=14,r=8,p=1$42xEC-ixf3L2lw==$jxspr8Ki0RYycVU8zykbdA==$Bw==$jxspr8Ki0RYycVU8zykbdA==",
                "$firescrypt$ln=14,r=8,p=1$$jxspr8Ki0RYycVU8zykbdA==$Bw==$jxspr8Ki0RYycVU8zykbdA==",
                // phpass: rounds that phpass itself refuses, characters that it never writes
                "$P$4o79EYhqxI1sFa5tgv/HDVZZqFexDg/",
                "$P$To79EYhqxI1sFa5tgv/HDVZZqFexDg/",
                "$P$Eo79EYhqxI1sFa5tgv/HDVZZqFexDgz",
                "$P$Eo79EYhqxI1sFa5tgv+HDVZZqFexDg/",
                "$S$Eo79EYhqxI1sFa5tgv/HDVZZqFexDg/",
                // LDAP: no salt, hardly any, another digest
                "{SHA}Ceq/zj3TPAAg0+/eZVrtPJv45ig=",
                "{SSHA}Ceq/zj3TPAAg0+/eZVrtPJv45ig=",
                "{SSHA}Ceq/zj3TPAAg0+/eZVrtPJv45igAAA==",
                "{SSHA224}Ceq/zj3TPAAg0+/eZVrtPJv45iG49/6fEyJkzJmT8p4zxvi/",
                "{SMD5}Ceq/zj3TPAAg0+/eZVrtPJv45iG49/6f",
                "{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==",
                "{CRYPT}$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",
                // Spring Security: what is plain or next to it, other ids, other contents
                "{noop}correct horse",
                "{MD5}{4pOOqE2x+C692OX8D+gR4MMT2uhNNEGfLe3mF2qVYfU=}abf478497b637078672b67f1a1e48088",
                "{SHA-1}{KBtscRTPFmGHFpfEaUAMFJwbvqa9nfVhH2ul5tMDBw4=}cded5cbb2da4528fb0375fe736192cca4ab4fb9d",
                "{SHA-256}4f0817caa7ae39fa54a79276567c3f2a9c944deac575690698d2f4f440197773",
                "{sha256}f2e8ce230bf5c1fe0c9a2aad09f27b550982bd5d79bff150b34961d1ec8232052cece41d42fe7ef1",
                "{MD4}{mxkDSAXnmRWQbTyR8l5QsQnc1R4CfR+FV+n6JcrSGbM=}4261c6ac4adf16e7081ae923bbd30675",
                "{}",
                "{bcrypt}",
                "{bcrypt}{bcrypt}$2a$10$7qn6a/EJoI97FVNSGRsUwuT3AfQ0ysrEsdaBIGig0YoxwLZIR4/di",
                "{argon2}$2a$10$7qn6a/EJoI97FVNSGRsUwuT3AfQ0ysrEsdaBIGig0YoxwLZIR4/di",
                "{bcrypt@SpringSecurity_v9}$2a$10$7qn6a/EJoI97FVNSGRsUwuT3AfQ0ysrEsdaBIGig0YoxwLZIR4/di",
                "{pbkdf2}68ffe4861538109ba5d82935642e60adccfa5eaf9ec0374f4df5d15ab4b2c8da5aa2d9eb3288fae787468aea19ba7498",
                "{pbkdf2}359fd6020f5c67ab5ab615151c877240b753646d38be73c2c29611f327d0cc7e8300eec9cced24xx",
                "{scrypt}$e08$0nd4+o7QfArsiVqWiHZF6w==$P9bExIO5xLI24WQ5CzE1YFLWa+rLBVE94ITr5YABenc=",
                "{scrypt}$e0800$0nd4+o7QfArsiVqWiHZF6w==$P9bExIO5xLI24WQ5CzE1YFLWa+rLBVE94ITr5YABenc=",
                // ASP.NET Identity: other versions, lengths that do not fit
                "AgAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                "AQAAAAMAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                "AQAAAAIAAAAAAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                "AQAAAAIAAAAyAAAAD+Mwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                "AQAAAAIAAAAyf////+Mwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                "AQAAAAIAAAAy/////+Mwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                "AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4A=",
                "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggE=",
                "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJgAAAAAAAAAAAAA=",
                // JSON that is no credential
                "{",
                "{}",
                "[]",
                "null",
                "{\"credentialData\":\"{}\",\"secretData\":\"{}\"}",
                "{\"credentialData\":{},\"secretData\":{}}",
                "{\"value\":\"secret\",\"type\":\"password\"}",
            })
    void what_is_malformed_or_of_no_known_kind_is_unknown(String stored) {
        assertRefused(stored, Legibility.UNKNOWN);
    }

    @Test
    void a_keycloak_credential_that_is_not_a_passwords_or_does_not_add_up_is_unknown() {
        String pbkdf2 = keycloak("pbkdf2-sha256");
        String argon2 = keycloak("argon2");
        for (String stored : List.of(
                pbkdf2.replace("\"type\":\"password\"", "\"type\":\"password-history\""),
                pbkdf2.replace("\"type\":\"password\"", "\"type\":null"),
                pbkdf2.replace("\"type\":\"password\"", "\"type\":\"password\",\"type\":\"password\""),
                pbkdf2.replace("pbkdf2-sha256", "pbkdf2-sha384"),
                pbkdf2.replace(":1000,", ":0,"),
                pbkdf2.replace(":1000,", ":-1000,"),
                pbkdf2.replace(":1000,", ":1e3,"),
                pbkdf2.replace(":1000,", ":99999999999999999999,"),
                pbkdf2.replace(":1000,", ":" + "9".repeat(2_000) + ","),
                pbkdf2.replace("\\\"salt\\\":\\\"", "\\\"salt\\\":\\\"!"),
                pbkdf2.replace("\\\"salt\\\"", "\\\"pepper\\\""),
                argon2.replace("[\\\"32\\\"]", "[\\\"31\\\"]"),
                argon2.replace("[\\\"id\\\"]", "[\\\"x\\\"]"),
                argon2.replace("[\\\"1.3\\\"]", "[\\\"1.4\\\"]"),
                argon2.replace("[\\\"1.3\\\"]", "[]"),
                argon2.replace("[\\\"1.3\\\"]", "\\\"1.3\\\""),
                argon2.replace("[\\\"7168\\\"]", "[\\\"7\\\"]"),
                argon2.replace("[\\\"7168\\\"]", "[\\\"99999999999\\\"]"),
                argon2.replace("[\\\"1\\\"]", "[\\\"0\\\"]"),
                argon2.replace("\\\"memory\\\"", "\\\"memories\\\""))) {
            assertThat(stored).isNotIn(pbkdf2, argon2);
            assertRefused(stored, Legibility.UNKNOWN);
        }
    }

    @Test
    void a_text_of_more_than_4096_characters_is_not_looked_at() {
        String credential = keycloak("pbkdf2-sha256");
        String label = "{\"userLabel\":\"%s\",";
        int room = KnownHashes.MOST_CHARACTERS - credential.length() - label.length() + 3;

        String longest = credential.replace("{\"id\"", label.formatted("x".repeat(room)) + "\"id\"");
        String longer = credential.replace("{\"id\"", label.formatted("x".repeat(room + 1)) + "\"id\"");

        assertThat(longest).hasSize(4_096);
        assertThat(hashing.verify(Password.of("correct horse"), PasswordHash.of(longest)))
                .isEqualTo(Match.YES);
        assertRefused(longer, Legibility.UNKNOWN);
    }

    static Stream<String> tooCostly() {
        return Stream.of(
                "$pbkdf2-sha256$i=5000001,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha256$i=9999999999,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha512$i=2000001,l=32$" + SALT + "$" + KEY,
                "$pbkdf2$i=3333334,l=32$" + SALT + "$" + KEY,
                beginningWith("$pbkdf2-sha256$29000").replace("$29000$", "$5000001$"),
                beginningWith("pbkdf2_sha256$1000$").replace("$1000$", "$4294967295$"),
                "$scrypt$ln=19,r=8,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=17,r=17,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=18,r=8,p=3$" + SALT + "$" + KEY,
                "$scrypt$ln=14,r=8,p=33$" + SALT + "$" + KEY,
                "$scrypt$ln=1,r=65,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=1,r=1,p=65$" + SALT + "$" + KEY,
                "$scrypt$ln=99,r=9999999999,p=9999999999$" + SALT + "$" + KEY,
                "$scrypt$ln=32,r=8,p=1$" + SALT + "$" + KEY,
                "$scrypt$ln=64,r=8,p=1$" + SALT + "$" + KEY,
                beginningWith("$firescrypt$").replace("ln=14", "ln=31"),
                beginningWith("$P$B").replace("$P$B", "$P$J"),
                beginningWith("$P$B").replace("$P$B", "$P$S"),
                beginningWith("{bcrypt}").replace("$2a$10$", "$2a$16$"),
                beginningWith("{argon2}").replace("m=4096", "m=262145"),
                beginningWith("{argon2}").replace("t=3", "t=11"),
                beginningWith("{scrypt}").replace("$e0801$", "$130801$"),
                beginningWith("{scrypt}").replace("$e0801$", "$e08ff$"),
                "AQAAAAIAHoSBAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                "AQAAAAL/////AAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                keycloak("pbkdf2").replace(":1000,", ":1666667,"),
                keycloak("pbkdf2").replace(":1000,", ":9223372036854775807,"),
                keycloak("argon2").replace("[\\\"7168\\\"]", "[\\\"9999999999\\\"]"),
                keycloak("argon2").replace(":5,", ":9223372036854775807,"));
    }

    @ParameterizedTest
    @MethodSource("tooCostly")
    void what_asks_for_more_than_any_honest_hash_is_named_and_takes_no_time(String stored) {
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> assertRefused(stored, Legibility.TOO_COSTLY));
    }

    @Test
    void what_asks_for_just_as_much_is_read() {
        for (String stored : List.of(
                "$pbkdf2-sha256$i=5000000,l=32$" + SALT + "$" + KEY,
                "$pbkdf2-sha512$i=2000000,l=32$" + SALT + "$" + KEY,
                "$pbkdf2$i=3333333,l=32$" + SALT + "$" + KEY,
                "$scrypt$ln=18,r=8,p=2$" + SALT + "$" + KEY,
                "$scrypt$ln=17,r=16,p=2$" + SALT + "$" + KEY,
                "$scrypt$ln=14,r=8,p=32$" + SALT + "$" + KEY,
                "$scrypt$ln=10,r=64,p=64$" + SALT + "$" + KEY,
                beginningWith("$P$B").replace("$P$B", "$P$I"),
                "AQAAAAIAHoSAAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
                keycloak("pbkdf2").replace(":1000,", ":1666666,"))) {
            assertThat(hashing.examine(PasswordHash.of(stored))).as(stored).isEqualTo(Legibility.READABLE);
        }
    }
}
