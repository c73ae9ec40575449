package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonTest {

    private static List<Reason> all() {
        return Stream.of(
                        Stream.of(Fault.Code.values()).map(code -> Reason.of(new Fault("password", code, 12))),
                        Stream.of(Reason.Form.values()).map(Reason::mustBe),
                        Stream.of(Reason.mustBe("current")))
                .flatMap(reasons -> reasons)
                .toList();
    }

    @Test
    void every_reason_is_told_in_every_language() {
        assertThat(all()).allSatisfy(reason -> {
            assertThat(reason.in(Language.ENGLISH)).matches("[A-Z][ -~]+[^.]");
            assertThat(reason.in(Language.KOREAN)).matches(".*[가-힣].*[.]");
        });
    }

    @Test
    void no_two_reasons_are_told_alike() {
        for (Language language : Language.values()) {
            Set<String> told = new HashSet<>();
            assertThat(all()).allMatch(reason -> told.add(reason.in(language)));
        }
    }

    @Test
    void how_long_a_password_has_to_be_is_told() {
        Reason tooShort = Reason.of(new Fault("password", Fault.Code.PASSWORD_TOO_SHORT, 8));
        Reason tooLong = Reason.of(new Fault("password", Fault.Code.PASSWORD_TOO_LONG, 72));

        assertThat(tooShort.in(Language.ENGLISH)).isEqualTo("Must have at least 8 characters");
        assertThat(tooShort.in(Language.KOREAN)).isEqualTo("비밀번호는 8자 이상이어야 합니다.");
        assertThat(tooLong.in(Language.ENGLISH)).isEqualTo("Must have at most 72 bytes in UTF-8");
        assertThat(tooLong.in(Language.KOREAN)).contains("72바이트 이하");
    }
}
