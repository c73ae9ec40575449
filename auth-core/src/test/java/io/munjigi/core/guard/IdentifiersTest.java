package io.munjigi.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.testkit.SettableClock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    @Test
    void an_id_is_a_uuid_of_version_seven_that_begins_with_the_time() {
        SettableClock clock = SettableClock.standing();
        clock.set(Instant.ofEpochMilli(0x0123_4567_89ABL));
        byte[] ones = new byte[10];
        java.util.Arrays.fill(ones, (byte) -1);

        assertThat(new Identifiers(clock, count -> ones.clone()).next())
                .isEqualTo(UUID.fromString("01234567-89ab-7fff-bfff-ffffffffffff"));
        assertThat(new Identifiers(clock, byte[]::new).next())
                .isEqualTo(UUID.fromString("01234567-89ab-7000-8000-000000000000"));
    }
}
