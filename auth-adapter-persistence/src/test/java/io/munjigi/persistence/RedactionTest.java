package io.munjigi.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Secret;
import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void no_password_is_repeated_wherever_it_came_from() {
        Redaction redaction =
                new Redaction(DatabaseSettings.of("jdbc:postgresql://h/d?user=u&password=one%20two&ssl=true")
                        .withUser("u", Secret.ofText("three")));

        assertThat(redaction.firstLine("bad: one%20two, one two, three; user=u"))
                .isEqualTo("bad: ***, ***, ***; user=u");
        assertThat(new Redaction(DatabaseSettings.of("jdbc:h2:./x;PASSWORD=four;USER=u"))
                        .firstLine("URL ...;PASSWORD=four;USER=u"))
                .isEqualTo("URL ...;PASSWORD=***;USER=u");
    }

    @Test
    void of_two_passwords_that_overlap_nothing_is_left() {
        assertThat(new Redaction(DatabaseSettings.of("jdbc:h2:./x;PASSWORD=abc").withUser("u", Secret.ofText("abcdef")))
                        .firstLine("abcdef abc"))
                .isEqualTo("*** ***");
    }

    @Test
    void one_line_is_shown_at_most() {
        Redaction redaction = new Redaction(DatabaseSettings.of("jdbc:h2:./x"));

        assertThat(redaction.firstLine("one\ntwo")).isEqualTo("one");
        assertThat(redaction.firstLine("")).isEmpty();
    }
}
