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

    public ServiceMetrics(Vitals vitals, Database database, NimbusAccessTokens tokens) {
        new HouseMeters(registry).bind(vitals, database, tokens);
        new MachineMeters(registry).bind();
    }

    /** What is to be told of requests. */
    public RequestWatch requests() {
        return requests;
    }

    /** All figures in Prometheus' text format. */
    public String text() {
        return registry.scrape();
    }
}
