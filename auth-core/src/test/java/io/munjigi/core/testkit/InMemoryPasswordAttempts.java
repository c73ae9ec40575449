package io.munjigi.core.testkit;

import io.munjigi.core.model.AttemptKey;
import io.munjigi.core.model.AttemptRule;
import io.munjigi.core.port.PasswordAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The counts of {@link InMemoryStores}. */
final class InMemoryPasswordAttempts implements PasswordAttempts {

    private final InstantSource clock;
    private final Map<AttemptKey, Count> counts = new HashMap<>();

    private record Count(int wrong, Instant notBefore, Instant forgottenAt) {}

    InMemoryPasswordAttempts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Turn take(AttemptKey key, AttemptRule rule) {
        Instant now = clock.instant();
        Count count = counts.get(key);
        if (count == null || !count.forgottenAt().isAfter(now)) {
            count = new Count(0, now, now);
        }
        if (count.notBefore().isAfter(now)) {
            return new Turn(count.wrong(), Duration.between(now, count.notBefore()));
        }
        int number = count.wrong() + 1;
        counts.put(key, new Count(number, now.plus(rule.waitAfter(number)), now.plus(rule.memory())));
        return new Turn(number, Duration.ZERO);
    }

    @Override
    public synchronized void giveBack(AttemptKey key) {
        counts.computeIfPresent(
                key, (same, count) -> new Count(Math.max(0, count.wrong() - 1), clock.instant(), count.forgottenAt()));
    }

    @Override
    public synchronized void postpone(AttemptKey key, Duration wait) {
        Instant until = clock.instant().plus(wait);
        counts.computeIfPresent(
                key,
                (same, count) ->
                        new Count(count.wrong(), later(count.notBefore(), until), later(count.forgottenAt(), until)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public synchronized boolean forget(Collection<AttemptKey> keys) {
        return counts.keySet().removeAll(List.copyOf(keys));
    }

    synchronized int removeOutdated(int kept, int most) {
        List<AttemptKey> forgotten = counts.entrySet().stream()
                .filter(entry -> !entry.getValue().forgottenAt().isAfter(clock.instant()))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
        List<AttemptKey> lightest = counts.entrySet().stream()
                .filter(entry -> !forgotten.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingInt(Count::wrong).thenComparing(Count::forgottenAt)))
                .map(Map.Entry::getKey)
                .limit(Math.max(0, Math.min(most - forgotten.size(), counts.size() - forgotten.size() - kept)))
                .toList();
        Stream.concat(forgotten.stream(), lightest.stream()).forEach(counts::remove);
        return forgotten.size() + lightest.size();
    }
}
