package io.munjigi.app.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.munjigi.core.Vitals;
import io.munjigi.crypto.NimbusAccessTokens;
import io.munjigi.http.RequestWatch;
import io.munjigi.persistence.Database;

/**
 * The figures of one service. No label's value comes from a client: each is a route, a status, or a constant of ours.
 *
 * <p>Safe for use by many threads.
 */
public final class ServiceMetrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RequestTimers requests = new RequestTimers(registry);
    private boolean machineBound;

    public ServiceMetrics(Vitals vitals, Database database, NimbusAccessTokens tokens) {
        new HouseMeters(registry).bind(vitals, database, tokens);
    }

    /** What is to be told of requests. */
    public RequestWatch requests() {
        return requests;
    }

    /** All figures in Prometheus' text format. */
    public synchronized String text() {
        // Not at the start, which the JVM's management would hold up by a twentieth.
        if (!machineBound) {
            new MachineMeters(registry).bind();
            machineBound = true;
        }
        return registry.scrape();
    }
}
