package io.munjigi.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.usecase.account.SignUp;
import io.munjigi.core.usecase.login.Login;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final String CANARY = "canary-7f3a";

    @Test
    void no_secret_is_in_what_holds_it_as_text() {
        Password password = Password.of(CANARY);
        SessionId sessionId = new SessionId(UUID.randomUUID());
        List<Object> holders = List.of(
                password,
                Secret.ofText(CANARY),
                PasswordHash.of(CANARY),
                SealedBytes.of(CANARY.getBytes(StandardCharsets.UTF_8)),
                new SessionTokens(CANARY, Duration.ofMinutes(15), CANARY, sessionId),
                new Login.Command("ada@example.org", password, Origin.UNKNOWN),
                new SignUp.Command("ada@example.org", password, Origin.UNKNOWN));

        assertThat(holders).allSatisfy(holder -> assertThat(holder.toString()).doesNotContain(CANARY));
    }

    @Test
    void secrets_are_equal_by_their_bytes() {
        assertThat(Secret.ofText("one")).isEqualTo(Secret.ofText("one")).isNotEqualTo(Secret.ofText("other"));
        assertThat(PasswordHash.of("one")).isEqualTo(PasswordHash.of("one")).isNotEqualTo(PasswordHash.of("other"));
        assertThat(SecretDigest.of(Secret.ofText("one")))
                .isEqualTo(SecretDigest.of(Secret.ofText("one")))
                .isNotEqualTo(SecretDigest.of(Secret.ofText("other")));
    }

    @Test
    void nobody_can_change_a_secret_from_outside() {
        byte[] given = {1, 2, 3};
        Secret secret = Secret.of(given);
        given[0] = 9;
        secret.reveal()[1] = 9;

        assertThat(secret.reveal()).containsExactly(1, 2, 3);
    }

    @Test
    void a_password_typed_composed_or_decomposed_is_the_same() {
        assertThat(Password.of("cafe\u0301").reveal())
                .isEqualTo(Password.of("caf\u00e9").reveal());
    }

    @Test
    void what_is_far_too_long_is_not_even_normalised() {
        String hostile = "a" + "\u0316".repeat(16_000) + "\u0301".repeat(16_000);

        assertThat(Password.of(hostile).reveal()).isEqualTo(hostile);
        assertThat(Password.of(hostile).isHashable()).isFalse();
    }

    @Test
    void nothing_of_a_password_is_trimmed_or_folded() {
        assertThat(Password.of("  Mixed Case\t").reveal()).isEqualTo("  Mixed Case\t");
        assertThat(Password.of("😀").length()).isEqualTo(1);
        assertThat(Password.of("😀").byteLength()).isEqualTo(4);
    }

    @Test
    void what_is_not_text_or_too_long_cannot_be_hashed() {
        assertThat(Password.of("a".repeat(1024)).isHashable()).isTrue();
        assertThat(Password.of("a".repeat(1025)).isHashable()).isFalse();
        assertThat(Password.of("é".repeat(513)).isHashable()).isFalse();
        assertThat(Password.of("a\udc00").isHashable()).isFalse();
    }

    @Test
    void a_user_agent_is_kept_short_and_on_one_line() {
        Origin origin = new Origin(null, "curl\r\n\0\u2028\u202e\ud800" + "x".repeat(1000), null);

        assertThat(origin.userAgent())
                .startsWith("curl\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDxxx")
                .hasSize(256);
    }

    @Test
    void only_the_canonical_spelling_is_an_id() {
        String id = "01938c5e-7f00-7abc-8def-0123456789ab";

        assertThat(UserId.parse(id)).map(UserId::toString).contains(id);
        for (String other : List.of("", "1-1-1-1-1", id.toUpperCase(java.util.Locale.ROOT), id + " ", "{" + id + "}")) {
            assertThat(SessionId.parse(other)).isEmpty();
        }
    }
}
