package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ko",
                "KO",
                "ko-KR",
                "ko-Kore-KR",
                "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7",
                "en;q=0.7, ko;q=0.8",
                "en;q=0,ko",
                "ja, fr;q=0.9, ko;q=0.1",
                "*;q=0.1, ko;q=0.2",
                ",ko , ,",
                "en\t;\tq=0.5,\tko"
            })
    void who_likes_korean_best_gets_it(String wish) {
        assertThat(Language.preferred(List.of(wish))).isEqualTo(Language.KOREAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "en",
                "en-GB,ko;q=0.9",
                "ko;q=0.7,en;q=0.8",
                "ko;q=0",
                "ko;q=0,fr",
                "kok",
                "k",
                "ja",
                "*",
                "fr, *;q=0.5",
                // Malformed, or not for us to read.
                "ko;q=2",
                "ko;q=-1",
                "ko;q=x",
                "ko;q=",
                "ko;level=1",
                "ko;;",
                ";q=1",
                ",",
                "-",
                "ko-",
                "ko_KR",
                "한국어",
                "ko\u0000",
                "accept-language: ko",
                "ko;q=0x1p0",
                "ko;q=0.1234",
                "k o",
                "ko, en;q=0.5, <script>"
            })
    void anybody_else_gets_english(String wish) {
        assertThat(Language.preferred(List.of(wish))).isEqualTo(Language.ENGLISH);
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(Language.preferred(List.of("en;q=0.5", "ko"))).isEqualTo(Language.KOREAN);
        assertThat(Language.preferred(List.of())).isEqualTo(Language.ENGLISH);
    }

    @Test
    void no_more_than_256_characters_are_read() {
        String longest = "ko" + ",ja".repeat(84) + "  ";

        assertThat(longest).hasSize(256);
        assertThat(Language.preferred(List.of(longest))).isEqualTo(Language.KOREAN);
        assertThat(Language.preferred(List.of(longest + " "))).isEqualTo(Language.ENGLISH);
    }

    @Test
    void no_header_whatever_is_a_failure() {
        Random random = new Random(7);
        List<String> pieces = List.of(
                "ko",
                "en",
                "KR",
                "*",
                "-",
                "-",
                ",",
                ",",
                ";q=",
                "0",
                "0.9",
                "1",
                ".",
                " ",
                "\t",
                "i-klingon",
                "zh",
                "\0");
        for (int times = 0; times < 20_000; times++) {
            String wish = random.ints(random.nextInt(16), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            assertThatCode(() -> Language.preferred(List.of(wish))).as(wish).doesNotThrowAnyException();
        }
    }
}
