package io.munjigi.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.munjigi.http.RequestWatch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;

/**
 * How long requests took, by route, method and class of status. Each route keeps its timers at hand: to hear of an answer takes no look-up by
 * name and no memory.
 */
final class RequestTimers implements RequestWatch {

    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final int CLASSES = 6;

    private final MeterRegistry registry;

    RequestTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Answers of(String method, String route) {
        AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>(CLASSES);
        return (status, nanos) -> {
            int statusClass = Math.min(status / 100, CLASSES - 1);
            Timer timer = timers.get(statusClass);
            if (timer == null) {
                // The registry gives the same one to all who come at once.
                timer = timer(method, route, statusClass);
                timers.set(statusClass, timer);
            }
            timer.record(nanos, TimeUnit.NANOSECONDS);
        };
    }

    private Timer timer(String method, String route, int statusClass) {
        return Timer.builder("munjigi.http.requests")
                .description("Requests that were answered, and how long that took")
                .tags("method", method, "route", route, "status", statusClass + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
