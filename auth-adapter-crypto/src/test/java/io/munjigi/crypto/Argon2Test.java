package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.munjigi.crypto.Argon2Hash.Variant;
import io.munjigi.crypto.Argon2Hash.Work;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Argon2Test {

    private static final Argon2 JAVA = new JavaArgon2();

    /** Printed by the reference implementation's command line tool. */
    private static final String EXPECTED = "40a1eb839b5ac8b19c37e6341d53cd681ab290e54b53194c919c9c5c4d6e5913";

    static Stream<Argon2> all() {
        return Stream.of(JAVA, Argon2.fastest());
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_tag_is_what_the_reference_implementation_makes(Argon2 argon2) {
        byte[] tag = argon2.tag(
                Variant.CURRENT,
                new Work(19_456, 2, 1),
                salt(16),
                "correct horse battery staple".getBytes(US_ASCII),
                32);

        assertThat(HexFormat.of().formatHex(tag)).isEqualTo(EXPECTED);
    }

    @Test
    void whoever_computes_it_it_is_the_same_for_every_variant() {
        Argon2 nativeOne = libargon2();
        for (String type : List.of("id", "i", "d")) {
            for (boolean version13 : List.of(true, false)) {
                for (Work work : List.of(new Work(8, 1, 1), new Work(64, 3, 1), new Work(500, 1, 1))) {
                    for (int length : List.of(0, 64, 4_096)) {
                        Variant variant = Variant.of(type, version13);
                        byte[] password = "p".repeat(length).getBytes(US_ASCII);
                        int tagBytes = 12 + length % 53;

                        assertThat(nativeOne.tag(variant, work, salt(8 + length % 57), password, tagBytes))
                                .as("%s %s %s", variant, work, length)
                                .isEqualTo(JAVA.tag(variant, work, salt(8 + length % 57), password, tagBytes));
                    }
                }
            }
        }
    }

    @Test
    void what_the_library_refuses_is_computed_in_java() {
        libargon2();
        byte[] shorterThanItTakes = salt(4);

        byte[] tag =
                NativeArgon2.orElse(JAVA).tag(Variant.CURRENT, new Work(32, 1, 1), shorterThanItTakes, new byte[1], 32);

        assertThat(tag).isEqualTo(JAVA.tag(Variant.CURRENT, new Work(32, 1, 1), shorterThanItTakes, new byte[1], 32));
    }

    @ParameterizedTest
    @CsvSource({"32, 2", "65544, 1"})
    void several_lanes_and_much_memory_are_left_to_java(int memoryKib, int lanes) {
        libargon2();
        List<Work> left = new ArrayList<>();
        Argon2 watched = (variant, work, salt, password, tagBytes) -> {
            left.add(work);
            return JAVA.tag(variant, work, salt, password, tagBytes);
        };
        Argon2 found = NativeArgon2.orElse(watched);
        left.clear();

        found.tag(Variant.CURRENT, new Work(65_536, 1, 1), salt(16), new byte[1], 32);
        assertThat(left).isEmpty();
        found.tag(Variant.CURRENT, new Work(memoryKib, 1, lanes), salt(16), new byte[1], 32);
        assertThat(left).containsExactly(new Work(memoryKib, 1, lanes));
    }

    @Test
    void a_library_that_computes_something_else_is_not_used() {
        Argon2 another = (variant, work, salt, password, tagBytes) -> new byte[tagBytes];

        assertThat(NativeArgon2.orElse(another)).isSameAs(another);
    }

    /** The system's own, which Debian calls libargon2-1. */
    private static Argon2 libargon2() {
        Argon2 found = NativeArgon2.orElse(JAVA);
        assumeThat(found).as("libargon2 is installed").isNotSameAs(JAVA);
        return found;
    }

    private static byte[] salt(int bytes) {
        return "salt".repeat(16).substring(0, bytes).getBytes(US_ASCII);
    }
}
