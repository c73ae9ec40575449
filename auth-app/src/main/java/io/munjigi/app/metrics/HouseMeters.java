package io.munjigi.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.munjigi.core.Vitals;
import io.munjigi.core.model.AuditEvent;
import io.munjigi.core.model.LimitKind;
import io.munjigi.core.model.RefreshOutcome;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.persistence.Database;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What the house counts by itself. Nothing is kept here: each figure is asked for when somebody reads it. */
final class HouseMeters {

    private static final double NANOS_OF_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MeterRegistry registry;

    HouseMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void bind(Vitals vitals, Database database, NimbusAccessTokens tokens) {
        bindHashing(vitals);
        bindRevocations(vitals);
        bindOutcomes(vitals);
        bindConnections(database);
        counter(
                "munjigi.token.checks",
                "Access tokens that came",
                tokens,
                NimbusAccessTokens::known,
                "verdict",
                "known");
        counter(
                "munjigi.token.checks",
                "Access tokens that came",
                tokens,
                NimbusAccessTokens::verified,
                "verdict",
                "verified");
    }

    private void bindHashing(Vitals vitals) {
        gauge("munjigi.hashing.running", "Requests whose password is being hashed", vitals, Vitals::hashesRunning);
        gauge("munjigi.hashing.waiting", "Requests that wait for a hash", vitals, Vitals::hashesWaiting);
        counter("munjigi.hashing.refused", "Requests that were refused a hash", vitals, Vitals::hashesRefused);
        FunctionTimer.builder(
                        "munjigi.hashing.wait",
                        vitals,
                        Vitals::hashesBegun,
                        each -> each.hashesWaited().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("How long requests have waited for a hash")
                .register(registry);
    }

    private void bindRevocations(Vitals vitals) {
        gauge(
                "munjigi.revocations.age.seconds",
                "How long ago the last good reading of revocations began",
                vitals,
                each -> each.revocationsAge()
                        .map(age -> age.toNanos() / NANOS_OF_A_SECOND)
                        .orElse(Double.POSITIVE_INFINITY));
        gauge(
                "munjigi.revocations.blind",
                "1 where this node lets nobody in because it does not know who was revoked",
                vitals,
                each -> each.isInSync() ? 0 : 1);
    }

    private void bindOutcomes(Vitals vitals) {
        for (RefreshOutcome outcome : RefreshOutcome.values()) {
            counter(
                    "munjigi.refreshes",
                    "Refresh tokens that were presented",
                    vitals,
                    each -> each.refreshes(outcome),
                    "outcome",
                    word(outcome));
        }
        for (LimitKind kind : LimitKind.values()) {
            String what = "What limits have decided";
            counter(
                    "munjigi.limits",
                    what,
                    vitals,
                    each -> each.limits(kind, true),
                    "limit",
                    word(kind),
                    "decision",
                    "admitted");
            counter(
                    "munjigi.limits",
                    what,
                    vitals,
                    each -> each.limits(kind, false),
                    "limit",
                    word(kind),
                    "decision",
                    "refused");
        }
        for (AuditEvent.Kind kind : AuditEvent.Kind.values()) {
            for (AuditEvent.Outcome outcome : AuditEvent.Outcome.values()) {
                counter(
                        "munjigi.events",
                        "Events of the audit trail that happened on this node",
                        vitals,
                        each -> each.events(kind, outcome),
                        "kind",
                        word(kind),
                        "outcome",
                        word(outcome));
            }
        }
    }

    private void bindConnections(Database database) {
        String what = "Connections to the database";
        gauge(
                "munjigi.database.connections",
                what,
                database,
                each -> each.connections().active(),
                "state",
                "active");
        gauge(
                "munjigi.database.connections",
                what,
                database,
                each -> each.connections().idle(),
                "state",
                "idle");
        gauge(
                "munjigi.database.connections.most",
                "How many there may be",
                database,
                each -> each.connections().most());
        gauge(
                "munjigi.database.waiting",
                "Threads that wait for a connection",
                database,
                each -> each.connections().waiting());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value, String... tags) {
        Gauge.builder(name, source, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private <T> void counter(String name, String description, T source, ToDoubleFunction<T> count, String... tags) {
        FunctionCounter.builder(name, source, count)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
