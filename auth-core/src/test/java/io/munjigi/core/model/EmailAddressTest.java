package io.munjigi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "Ada.Lovelace+news@Example.ORG",
                "o'brien@example.co.uk",
                "a@b.cd",
                "{we!rd}=/?^_`|~*#$%&@example.org",
                "grüße@exämple.org",
                "문지기@예시.한국",
                "1234567890123456789012345678901234567890123456789012345678901234@example.org",
                "ada@xn--exmple-cua.org",
                "ada@sub.a-b.example",
                "𐐀@example.org"
            })
    void an_address_is_kept_as_it_was_given(String text) {
        assertThat(EmailAddress.parse(text)).map(EmailAddress::value).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "ada@",
                "@example.org",
                "ada@localhost",
                "ada@@example.org",
                "ada@ex ample.org",
                "ada lovelace@example.org",
                " ada@example.org",
                "ada@example.org ",
                "ada@example.org\n",
                "ada\0@example.org",
                ".ada@example.org",
                "ada.@example.org",
                "a..b@example.org",
                "\"ada\"@example.org",
                "ada@example.org.",
                "ada@.example.org",
                "ada@-example.org",
                "ada@example-.org",
                "ada@exa_mple.org",
                "ada@192.168.0.1",
                "ada@[192.168.0.1]",
                "Ada <ada@example.org>",
                "ada@example.org,eve@example.org",
                "ada\u202E@example.org",
                "ada\u200B@example.org",
                "12345678901234567890123456789012345678901234567890123456789012345@example.org",
                "<script>@example.org",
                "ada@example.org\r\nBcc: eve@example.org"
            })
    void what_mail_cannot_be_sent_to_is_no_address(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void an_unpaired_surrogate_is_no_letter() {
        assertThat(EmailAddress.parse("a\ud800b@example.org")).isEmpty();
        assertThat(EmailAddress.parse("a@ex\udc00ample.org")).isEmpty();
    }

    @Test
    void an_address_has_at_most_254_bytes() {
        String labels = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(57) + ".org";
        assertThat(EmailAddress.parse("x".repeat(64) + "@" + labels)).isPresent();
        assertThat(EmailAddress.parse("x".repeat(64) + "@d" + labels)).isEmpty();
        assertThat(EmailAddress.parse("x".repeat(1_000_000))).isEmpty();
    }

    @Test
    void the_refusal_does_not_repeat_what_was_typed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmailAddress("my secret"))
                .withMessageNotContaining("secret");
    }

    @Test
    void addresses_that_differ_in_letter_case_only_have_one_key() {
        assertThat(new EmailAddress("ADA@EXAMPLE.ORG").key()).isEqualTo(new EmailAddress("ada@example.org").key());
        assertThat(new EmailAddress("ÉMILIE@example.org").key())
                .isEqualTo(new EmailAddress("e\u0301milie@example.org").key());
        assertThat(new EmailAddress("ΟΔΟΣ@example.org").key()).isEqualTo(new EmailAddress("οδος@example.org").key());
    }

    @Test
    void a_domain_has_one_key_however_it_is_written() {
        EmailKey key = new EmailAddress("ada@exämple.org").key();

        assertThat(new EmailAddress("ada@XN--EXMPLE-CUA.ORG").key()).isEqualTo(key);
        assertThat(new EmailAddress("ada@EXÄMPLE\u3002org").key()).isEqualTo(key);
        assertThat(new EmailAddress("ada@\uFF45xämple.org").key()).isEqualTo(key);
    }

    @Test
    void what_is_too_long_to_be_an_address_has_the_key_of_none_at_once() {
        String hostile = "a" + "\u0301".repeat(16_000) + "\u0316".repeat(16_000);

        assertThat(EmailKey.of(hostile + "@example.org")).isEqualTo(EmailKey.of(""));
        assertThat(EmailAddress.parse("")).isEmpty();
    }

    @Test
    void addresses_that_differ_in_more_have_different_keys() {
        assertThat(new EmailAddress("a.da@example.org").key()).isNotEqualTo(new EmailAddress("ada@example.org").key());
        assertThat(new EmailAddress("ada+x@example.org").key()).isNotEqualTo(new EmailAddress("ada@example.org").key());
    }

    @Test
    void no_key_of_what_is_no_text_is_that_of_an_address() {
        assertThat(EmailKey.of("ada\0@example.org").value()).isEqualTo("ada\uFFFD@example.org");
        assertThat(EmailKey.of("ada\ud800@example.org").value()).isEqualTo("ada\uFFFD@example.org");
        assertThat(EmailAddress.parse("ada\uFFFD@example.org")).isEmpty();
    }
}
