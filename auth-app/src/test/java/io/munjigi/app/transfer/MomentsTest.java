package io.munjigi.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static final Instant NOON = Instant.parse("2024-02-29T12:30:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T12:30:00Z",
                "2024-02-29t12:30:00z",
                "2024-02-29 12:30:00",
                "2024-02-29 12:30:00.000000",
                "2024-02-29T12:30",
                "2024-02-29 12:30:00+00",
                "2024-02-29 21:30:00+09",
                "2024-02-29 18:00:00.0+05:30",
                "2024-02-29 18:00:00 +0530",
                "2024-02-29 07:30:00-05",
                "1709209800",
                "1709209800000",
            })
    void databases_print_the_same_moment_in_many_ways(String text) throws MalformedRowException {
        assertThat(Moments.printed(text)).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "infinity",
                "2024-02-30 00:00:00",
                "2024-02-29",
                "0000-00-00 00:00:00",
                "0000-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "999999999999999999",
                "99999999999999999999999",
                "2460370.5",
            })
    void what_is_no_moment_is_malformed(String text) {
        assertThatExceptionOfType(MalformedRowException.class)
                .isThrownBy(() -> Moments.printed(text))
                .withMessage("created_at is not a time");
    }

    @Test
    void rfc_3339_has_a_zone() throws MalformedRowException {
        assertThat(Moments.rfc3339("2024-02-29T13:30:00+01:00")).isEqualTo(NOON);
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> Moments.rfc3339("2024-02-29T12:30:00"));
    }
}
