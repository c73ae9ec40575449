package io.munjigi.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.munjigi.core.port.Throttle;
import io.munjigi.core.testkit.contract.ThrottleContract;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryThrottleTest implements ThrottleContract {

    private long nanos = Long.MAX_VALUE - 5_000_000_000L; // so that it wraps around, as it may
    private final InMemoryThrottle throttle = new InMemoryThrottle(() -> nanos);

    @Override
    public Throttle throttle() {
        return throttle;
    }

    @Override
    public void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void of_very_many_keys_those_that_were_used_last_are_remembered() {
        String hammered = UUID.randomUUID().toString();
        take(hammered);
        for (int other = 0; other < 200_000; other++) {
            throttle.take(List.of(limit("other " + other)));
            if (other % 10_000 == 0) {
                take(hammered);
            }
        }

        assertThat(take(hammered)).isPositive();
    }
}
