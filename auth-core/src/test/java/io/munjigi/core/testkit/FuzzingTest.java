package io.munjigi.core.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzingTest {

    private static final byte[] GOOD = "{\"email\":\"ada@example.org\"}".getBytes(ISO_8859_1);
    private static final List<String> WORDS = List.of("\0", "\"", "é");

    private static List<String> inputs(long seed) {
        List<String> inputs = new ArrayList<>();
        new Fuzzing("nothing", seed, 500).run(mutations -> mutations.of(GOOD, WORDS), input -> {
            inputs.add(new String(input, ISO_8859_1));
            return "seen";
        });
        return inputs;
    }

    @Test
    void a_seed_gives_the_same_inputs_and_another_seed_others() {
        assertThat(inputs(1)).hasSize(500).isEqualTo(inputs(1)).isNotEqualTo(inputs(2));
    }

    @Test
    void nearly_every_input_is_another() {
        assertThat(inputs(3).stream().distinct()).hasSizeGreaterThan(400);
    }

    @Test
    void what_came_of_the_inputs_is_counted() {
        Map<String, Integer> outcomes = new Fuzzing("lengths", 1, 100)
                .run(mutations -> new byte[mutations.below(2)], input -> input.length == 0 ? "empty" : "long");

        assertThat(outcomes).containsOnlyKeys("empty", "long");
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }

    @Test
    void an_input_that_fails_is_shrunk_and_shown_with_its_seed() {
        Fuzzing fuzzing = new Fuzzing("blanks", 7, 1);

        assertThatThrownBy(() ->
                        fuzzing.run(mutations -> "some text \r\n \"\\é and more".getBytes(ISO_8859_1), input -> {
                            assertThat(new String(input, ISO_8859_1)).doesNotContain("\n \"\\é");
                            return "good";
                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("fuzzing blanks: -Dmunjigi.fuzz.seed=7, input 1, shrunk: \"\\n \\\"\\\\\\u00e9\"");
    }

    @Test
    void a_check_that_breaks_down_has_failed() {
        Fuzzing fuzzing = new Fuzzing("crash", 7, 10);

        assertThatThrownBy(() -> fuzzing.run(mutations -> GOOD, input -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasRootCauseMessage("broken");
    }
}
