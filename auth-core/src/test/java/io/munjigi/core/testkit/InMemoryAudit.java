package io.munjigi.core.testkit;

import io.munjigi.core.model.AuditBatch;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditFilter;
import io.munjigi.core.model.AuditHead;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.UserId;
import io.munjigi.core.port.AuditChain;
import io.munjigi.core.port.AuditChain.Sealed;
import io.munjigi.core.port.AuditChain.Strays;
import io.munjigi.core.port.AuditLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The audit trail of {@link InMemoryStores}, behind their lock. */
final class InMemoryAudit {

    private final Object lock;
    private final Predicate<UserId> isThere;
    private final SortedMap<UUID, AuditEntry> entries = new TreeMap<>();
    private final Map<String, List<UUID>> idsByOwner = new HashMap<>();
    private final SortedMap<Long, UUID> numbers = new TreeMap<>();
    private final SortedMap<Long, AuditBatch> batches = new TreeMap<>();
    private @Nullable AuditHead head;

    InMemoryAudit(Object lock, Predicate<UserId> isThere) {
        this.lock = lock;
        this.isThere = isThere;
    }

    void add(AuditEntry entry) {
        entries.put(entry.event().id(), entry);
        String owner = ownerOf(entry);
        if (owner != null) {
            idsByOwner
                    .computeIfAbsent(owner, any -> new ArrayList<>())
                    .add(entry.event().id());
        }
    }

    List<AuditEvent> events() {
        synchronized (lock) {
            return entries.values().stream().map(AuditEntry::event).toList();
        }
    }

    void erase(UserId user) {
        for (UUID id : idsByOwner.getOrDefault(user.toString(), List.of())) {
            entries.computeIfPresent(id, (same, entry) -> erased(entry));
        }
    }

    private static @Nullable String ownerOf(AuditEntry entry) {
        AuditEvent event = entry.event();
        return event.actor() == null ? event.subject() : event.actor();
    }

    private static AuditEntry erased(AuditEntry entry) {
        AuditEvent event = entry.event();
        return new AuditEntry(
                new AuditEvent(
                        event.id(),
                        event.at(),
                        event.kind(),
                        event.outcome(),
                        event.actor(),
                        event.subject(),
                        event.detail(),
                        new Origin(null, null, event.origin().requestId())),
                null,
                entry.personalDigest());
    }

    AuditLog log() {
        return new AuditLog() {
            @Override
            public void record(AuditEntry entry) {
                synchronized (lock) {
                    add(entry);
                }
            }

            @Override
            public List<AuditEvent> page(AuditFilter filter, @Nullable UUID before, int most) {
                synchronized (lock) {
                    return entries.values().stream()
                            .map(AuditEntry::event)
                            .filter(event -> before == null || event.id().compareTo(before) < 0)
                            .filter(event -> isMeant(event, filter))
                            .sorted(Comparator.comparing(AuditEvent::id).reversed())
                            .limit(most)
                            .toList();
                }
            }
        };
    }

    private static boolean isMeant(AuditEvent event, AuditFilter filter) {
        String user = filter.user() == null ? null : filter.user().toString();
        return (user == null || user.equals(event.actor()) || user.equals(event.subject()))
                && (filter.kind() == null || filter.kind() == event.kind());
    }

    AuditChain chain() {
        return new Chain();
    }

    private final class Chain implements AuditChain {

        @Override
        public Optional<AuditHead> head() {
            synchronized (lock) {
                return Optional.ofNullable(head);
            }
        }

        @Override
        public Optional<Sealed> seal(int most, Sealer sealer) {
            synchronized (lock) {
                List<AuditEntry> next = entries.values().stream()
                        .filter(entry -> !numbers.containsValue(entry.event().id()))
                        .map(entry -> isOfSomebodyGone(entry) ? erased(entry) : entry)
                        .limit(most)
                        .toList();
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                Sealed sealed = sealer.seal(head, next);
                long number = sealed.batch().firstEvent();
                for (AuditEntry entry : next) {
                    entries.put(entry.event().id(), entry);
                    numbers.put(number, entry.event().id());
                    number++;
                }
                batches.put(sealed.batch().number(), sealed.batch());
                head = sealed.head();
                return Optional.of(sealed);
            }
        }

        private boolean isOfSomebodyGone(AuditEntry entry) {
            String owner = ownerOf(entry);
            return owner != null
                    && UserId.parse(owner).filter(user -> !isThere.test(user)).isPresent();
        }

        @Override
        public int trim(Instant olderThan, int most, BiFunction<AuditHead, AuditBatch, AuditHead> trimmer) {
            synchronized (lock) {
                List<AuditBatch> gone = batches.values().stream()
                        .takeWhile(batch -> batch.sealedAt().isBefore(olderThan))
                        .limit(most)
                        .toList();
                if (gone.isEmpty() || head == null) {
                    return 0;
                }
                head = trimmer.apply(head, gone.get(gone.size() - 1));
                for (AuditBatch batch : gone) {
                    batches.remove(batch.number());
                    for (long number = batch.firstEvent(); number <= batch.lastEvent(); number++) {
                        entries.remove(numbers.remove(number));
                    }
                }
                return gone.size();
            }
        }

        @Override
        public List<AuditBatch> batches(long after, int most) {
            synchronized (lock) {
                return batches.tailMap(after + 1).values().stream().limit(most).toList();
            }
        }

        @Override
        public SortedMap<Long, AuditEntry> entries(long from, long to) {
            synchronized (lock) {
                SortedMap<Long, AuditEntry> found = new TreeMap<>();
                numbers.subMap(from, to + 1).forEach((number, id) -> found.put(number, entries.get(id)));
                return found;
            }
        }

        @Override
        public Strays strays() {
            synchronized (lock) {
                return new Strays(0, entries.size() - numbers.size(), false);
            }
        }
    }
}
