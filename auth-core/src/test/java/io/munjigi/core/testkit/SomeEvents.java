package io.munjigi.core.testkit;

import io.munjigi.core.model.AuditDigest;
import io.munjigi.core.model.AuditEntry;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.AuditEvent.Kind;
import io.munjigi.core.model.Origin;
import io.munjigi.core.model.Secret;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Entries of the audit trail to test with. */
public final class SomeEvents {

    private static final AtomicLong CLOCK =
            new AtomicLong(Instant.parse("2026-11-23T09:15:00Z").toEpochMilli());

    private SomeEvents() {}

    /** An entry of which nothing matters; later than those before. */
    public static AuditEntry any() {
        return of(Kind.LOGOUT, null, null);
    }

    /** An entry of which only this matters; later than those before. */
    public static AuditEntry of(Kind kind, @Nullable String actor, @Nullable String subject) {
        Instant at = Instant.ofEpochMilli(CLOCK.incrementAndGet());
        AuditEvent event = new AuditEvent(
                idAt(at),
                at,
                kind,
                AuditEvent.Outcome.SUCCESS,
                actor,
                subject,
                "detail \uD83D\uDE00",
                new Origin("2001:db8::1", "curl/8", "request-1"));
        Random random = new Random(at.toEpochMilli());
        return new AuditEntry(event, Secret.of(bytes(random, 16)), AuditDigest.of(bytes(random, 32)));
    }

    /** In the order of time, as ids of events are. */
    private static UUID idAt(Instant time) {
        return new UUID(
                (time.toEpochMilli() << 16) | 0x7000L,
                0x8000_0000_0000_0000L | (UUID.randomUUID().getLeastSignificantBits() >>> 2));
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
