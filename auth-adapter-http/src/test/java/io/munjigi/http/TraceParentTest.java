package io.munjigi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String GOOD = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void a_well_formed_one_names_its_trace() {
        assertThat(TraceParent.traceId(List.of(GOOD))).isEqualTo(TRACE);
        assertThat(TraceParent.traceId(List.of(GOOD.replaceFirst("00", "cc") + "-what-will-be")))
                .isEqualTo(TRACE);
    }

    @Test
    void one_of_several_is_nobodys() {
        assertThat(TraceParent.traceId(List.of())).isNull();
        assertThat(TraceParent.traceId(List.of(GOOD, GOOD))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6 user=admin 00f067aa-00f067aa0ba902b7-01",
            })
    void one_that_is_not_well_formed_counts_for_nothing(String header) {
        assertThat(TraceParent.traceId(List.of(header))).isNull();
    }
}
