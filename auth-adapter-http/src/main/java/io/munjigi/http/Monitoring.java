package io.munjigi.http;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a service is watched from outside.
 *
 * @param requests is told of requests
 * @param metrics the text of {@code GET /metrics}, as Prometheus reads it; null for none
 * @param isForCallersHere whether the server itself answers {@code GET /metrics}, to callers on the same machine; to all others there is no
 *     such path
 */
public record Monitoring(RequestWatch requests, @Nullable Supplier<String> metrics, boolean isForCallersHere) {

    /** Not at all. */
    public static final Monitoring NONE = new Monitoring(RequestWatch.NONE, null, false);
}
