package io.munjigi.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.model.UserId;
import io.munjigi.core.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    @Test
    void an_id_is_a_uuid_of_version_seven_that_begins_with_the_time() {
        SettableClock clock = SettableClock.standing();
        clock.set(Instant.ofEpochMilli(0x0123_4567_89ABL));
        byte[] ones = new byte[8];
        Arrays.fill(ones, (byte) -1);

        assertThat(new Identifiers(clock, count -> ones.clone()).next())
                .isEqualTo(UUID.fromString("01234567-89ab-7000-bfff-ffffffffffff"));
        assertThat(new Identifiers(clock, byte[]::new).next())
                .isEqualTo(UUID.fromString("01234567-89ab-7000-8000-000000000000"));
    }

    @Test
    void they_are_in_the_order_in_which_they_were_made_even_if_time_stands_or_goes_back() {
        SettableClock clock = SettableClock.standing();
        Random random = new Random(7);
        Identifiers identifiers = new Identifiers(clock, count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        });
        List<UserId> made = new ArrayList<>();
        for (int number = 0; number < 10_000; number++) {
            made.add(new UserId(identifiers.next()));
        }
        clock.advance(Duration.ofSeconds(-5));
        made.add(new UserId(identifiers.next()));

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made).allSatisfy(id -> assertThat(id.value().version()).isEqualTo(7));
    }

    @Test
    void one_can_be_made_as_of_another_time() {
        Identifiers identifiers = new Identifiers(SettableClock.standing(), byte[]::new);

        assertThat(identifiers.at(Instant.ofEpochMilli(0x0123_4567_89ABL)))
                .isEqualTo(UUID.fromString("01234567-89ab-7000-8000-000000000000"));
        assertThat(identifiers.at(Instant.parse("1900-01-01T00:00:00Z")))
                .isEqualTo(UUID.fromString("00000000-0000-7000-8000-000000000000"));
    }
}
